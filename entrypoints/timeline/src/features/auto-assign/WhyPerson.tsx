import { EXPLAIN, type ExplainTexts } from "@/features/auto-assign/explainTexts";
import style from "@/features/auto-assign/Explain.module.css";
import { change, partsOf, runnersUp, termName, type Part, type RunnerUp } from "@/features/auto-assign/terms";
import { TEXTS } from "@/features/auto-assign/texts";
import { inWords } from "@/features/auto-assign/words";
import { useLanguage, useTexts, type Language } from "@/i18n/language";
import type { Plan } from "@/plan/model";

interface WhyPersonProps {
  readonly plan: Plan;
  readonly name: string;
  readonly score: number;
  readonly reasons: Readonly<Record<string, unknown>>;
}

/** Why somebody was proposed: in one line what it costs and gains, in it who else could take the seat. */
export function WhyPerson({ plan, name, score, reasons }: WhyPersonProps) {
  const texts = useTexts(EXPLAIN);
  const language = useLanguage();
  const [first, ...rest] = useWhy(plan, score, reasons);
  const told = Array.isArray(reasons.runners_up);
  const next = runnersUp(reasons).filter((one) => plan.collaborators.has(one.personId));
  if (first === undefined) return null;
  if (rest.length === 0 && !told) return <p className={style.whyLine}>{first}</p>;
  return (
    <details className={style.why}>
      <summary>
        <span className="unseen">{texts.why(name)}: </span>
        {first}
      </summary>
      <ul className={style.words}>
        {rest.map((word) => (
          <li key={word}>{word}</li>
        ))}
      </ul>
      {told && <p className={style.subtitle}>{next.length > 0 ? texts.next : texts.nobodyElse}</p>}
      {next.length > 0 && (
        <ol className={style.next}>
          {next.map((one) => (
            <li key={one.personId}>
              <span dir="auto">{plan.collaborators.get(one.personId)?.name}</span>
              <small>{differenceOf(one, texts, language)}</small>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

/** Lines, the first one for those who read no further. */
function useWhy(plan: Plan, score: number, reasons: WhyPersonProps["reasons"]): string[] {
  const words = useTexts(TEXTS);
  const texts = useTexts(EXPLAIN);
  const language = useLanguage();
  const { terms, ...others } = reasons;
  if (terms === undefined) return inWords(score, reasons, plan, words, language);
  const parts = partsOf(terms);
  const first =
    parts.length > 0 ? parts.map((one) => partText(one, texts, language)).join(" · ") : texts.nothing;
  const { load } = others;
  return [first, ...inWords(score, { load }, plan, words, language)];
}

/** `+0.24 points: contract hours +0.3, continuity −0.06` */
export function differenceOf(one: RunnerUp, texts: ExplainTexts, language: Language): string {
  if (Math.abs(one.difference) < 0.0005) return texts.same;
  const parts = one.parts.map((part) => `${termName(part.term, texts)} ${change(part.points, language)}`);
  const more = texts.more(change(one.difference, language));
  return parts.length === 0 ? more : `${more} (${parts.join(", ")})`;
}

/** A gain is told by what it is, a cost with its points. */
function partText({ term, points }: Part, texts: ExplainTexts, language: Language): string {
  const gains: Readonly<Record<string, string>> = texts.gains;
  const gain = points < 0 ? gains[term] : undefined;
  return gain ?? `${termName(term, texts)} ${change(points, language)}`;
}
