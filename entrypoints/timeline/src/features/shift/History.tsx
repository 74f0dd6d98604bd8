import { History as Sign } from "lucide-react";

import { useAudit, useRemovals } from "@/api/queries/useAudit";
import { HISTORY } from "@/features/shift/historyTexts";
import { historyLine, type HistoryLine } from "@/features/shift/historyWords";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { EmptyState } from "@/ui/EmptyState";
import { dayAndClock } from "@/view/format";

/** What was done to a shift and to who is or was on it, newest first. */
export function History({ plan, shift, zone }: ShiftOnScreen) {
  const removed = useRemovals(shift.id, plan.sequence).data ?? [];
  const staff = (plan.assignmentsByShift.get(shift.id) ?? []).map((one) => one.id);
  return <HistoryOf ids={[shift.id, ...staff, ...removed]} plan={plan} zone={zone} />;
}

export function HistoryOf({ ids, plan, zone }: { ids: readonly string[]; plan: Plan; zone: string }) {
  const texts = useTexts(TEXTS);
  const words = useTexts(HISTORY);
  const language = useLanguage();
  const audit = useAudit(ids, plan.sequence);
  if (audit.error) return <p role="alert">{texts.historyFailed}</p>;
  if (!audit.data) return <p role="status">{texts.loading}</p>;
  if (audit.data.length === 0) return <EmptyState icon={<Sign size={22} />} title={texts.noHistory} />;
  const around = { plan, zone, language, texts: words };
  return (
    <ol className={style.history}>
      {audit.data.map((entry) => (
        <Line key={entry.id} line={historyLine(entry, around)} zone={zone} />
      ))}
    </ol>
  );
}

function Line({ line, zone }: { line: HistoryLine; zone: string }) {
  const language = useLanguage();
  return (
    <li className={style.entry}>
      <p className={style.what}>{line.what}</p>
      <p className={style.quiet}>
        {line.who} ·{" "}
        <time dateTime={new Date(line.at).toISOString()}>{dayAndClock(line.at, zone, language)}</time>
      </p>
      {line.alterations.length > 0 && (
        <dl className={style.alterations}>
          {line.alterations.map((one) => (
            <div key={one.field}>
              <dt>{one.field}</dt>
              <dd>
                <s>{one.from}</s> <span aria-hidden>→</span> <ins>{one.to}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}
