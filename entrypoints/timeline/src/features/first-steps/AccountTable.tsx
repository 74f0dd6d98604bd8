import type { Account } from "@/api/queries/useImport";
import style from "@/features/first-steps/FirstSteps.module.css";
import { IMPORT } from "@/features/first-steps/texts";
import { useTexts } from "@/i18n/language";

const SHOWN = 100;
const FIGURES = ["created", "updated", "unchanged", "refused"] as const;

/** What an import comes to by kind, and each row at fault with the reason. */
export function AccountTable({ account }: { account: Account }) {
  const texts = useTexts(IMPORT);
  const kinds = Object.entries(account.counts);
  return (
    <>
      {kinds.length > 0 && (
        <table className={style.table}>
          <caption>{texts.wouldDo}</caption>
          <thead>
            <tr>
              <th scope="col">{texts.columns.kind}</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col" className={style.figure}>
                  {texts.columns[figure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kinds.map(([kind, counts]) => (
              <tr key={kind}>
                <th scope="row">{texts.entities[kind] ?? kind}</th>
                {FIGURES.map((figure) => (
                  <td
                    key={figure}
                    className={style.figure}
                    data-bad={(figure === "refused" && counts.refused > 0) || undefined}
                  >
                    {counts[figure]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {account.fault_count > 0 && <Faults account={account} />}
    </>
  );
}

function Faults({ account }: { account: Account }) {
  const texts = useTexts(IMPORT);
  const shown = account.faults.slice(0, SHOWN);
  return (
    <>
      <table className={style.table}>
        <caption className={style.fault}>{texts.faults(account.fault_count)}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.line}</th>
            <th scope="col">{texts.column}</th>
            <th scope="col">{texts.value}</th>
            <th scope="col">{texts.reason}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((fault, i) => (
            <tr key={i}>
              <td title={fault.file}>{placeOf(fault)}</td>
              <td>{fault.column}</td>
              <td className={style.value} dir="auto">
                {shownValue(fault.value)}
              </td>
              <td>{fault.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {account.fault_count > shown.length && <p>{texts.more(account.fault_count - shown.length)}</p>}
    </>
  );
}

/** Where a row stands: a line, in a workbook its sheet and cell, in JSON its section. */
function placeOf({ path, line, cell }: Account["faults"][number]): string | number {
  if (path === null) return line;
  return path.endsWith("]") ? path : `${path} ${cell ?? line}`;
}

function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value);
}
