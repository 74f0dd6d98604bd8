import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import style from "@/features/auto-assign/Explain.module.css";
import { partName, partsOf, points, type Part } from "@/features/auto-assign/terms";
import { useLanguage, useTexts } from "@/i18n/language";

/** What a penalty is made of, under one line that says so; nothing where it is not told. */
export function Penalty({ terms, title }: { terms: unknown; title: string }) {
  const texts = useTexts(EXPLAIN);
  const parts = partsOf(terms);
  if (parts.length === 0) return null;
  return (
    <details className={style.penalty}>
      <summary>{title}</summary>
      <PartList parts={parts} total />
      <p className={style.hint}>{texts.partsHint}</p>
    </details>
  );
}

/** Terms with their points, the heaviest first. */
function PartList({ parts, total }: { parts: readonly Part[]; total?: boolean }) {
  const texts = useTexts(EXPLAIN);
  const language = useLanguage();
  const sum = parts.reduce((all, one) => all + one.points, 0);
  return (
    <dl className={style.parts}>
      {parts.map((one) => (
        <div key={one.term}>
          <dt>{partName(one, texts)}</dt>
          <dd>{points(one.points, language)}</dd>
        </div>
      ))}
      {total && parts.length > 1 && (
        <div className={style.total}>
          <dt>{texts.total}</dt>
          <dd>{points(sum, language)}</dd>
        </div>
      )}
    </dl>
  );
}
