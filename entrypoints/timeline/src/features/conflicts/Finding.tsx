import { useRules } from "@/api/queries/useRules";
import style from "@/features/conflicts/Conflicts.module.css";
import { figuresOf } from "@/features/conflicts/figures";
import { useConflictPanel } from "@/features/conflicts/panelState";
import { Repairs } from "@/features/conflicts/Repairs";
import { TEXTS } from "@/features/conflicts/texts";
import { usePointOut } from "@/features/conflicts/usePointOut";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { names } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";
import { dayAndClock, span } from "@/view/format";
import { usePlan } from "@/view/usePlan";

interface FindingProps {
  /** Its place in the list; a finding may stand there more than once. */
  readonly id: string;
  readonly conflict: Conflict;
  readonly plan: Plan;
}

/** A finding: its sentence, when, its figures; chosen, it shows on the plan, with its rule and what repairs it. */
export function Finding({ id, conflict, plan }: FindingProps) {
  const texts = useTexts(TEXTS);
  const open = useConflictPanel((state) => state.opened === id);
  const openFinding = useConflictPanel((state) => state.openFinding);
  const pointOut = usePointOut();
  return (
    <article className={names(style.finding, open && style.open)}>
      <ConflictLine conflict={conflict}>
        <When conflict={conflict} />
        {open && <Details conflict={conflict} plan={plan} />}
      </ConflictLine>
      <button
        type="button"
        data-main
        className={style.cover}
        aria-label={`${texts.show}: ${conflict.message}`}
        aria-current={open}
        onClick={() => {
          openFinding(id);
          pointOut(conflict);
        }}
      />
    </article>
  );
}

const DAY = 86_400_000;

function When({ conflict }: { conflict: Conflict }) {
  const language = useLanguage();
  const { zone } = usePlan();
  const from = Date.parse(conflict.starts_at);
  const to = Date.parse(conflict.ends_at);
  const start = dayAndClock(from, zone, language);
  const when =
    to - from <= DAY
      ? `${start.slice(0, start.lastIndexOf(","))}, ${span(from, to, zone, language)}`
      : `${start} – ${dayAndClock(to, zone, language)}`;
  return <p className={style.when}>{when}</p>;
}

function Details({ conflict, plan }: { conflict: Conflict; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const rule = useRules().data?.get(conflict.rule);
  const { found, limit } = figuresOf(conflict, language);
  const reasons = conflict.overridden ? reasonsOf(conflict, plan) : [];
  return (
    <div className={style.details}>
      <dl className={style.figures}>
        {found !== null && <Figure name={texts.found} value={found} />}
        {limit !== null && <Figure name={texts.limit} value={limit} />}
        {rule && <Figure name={texts.ruleSays} value={rule.description} />}
        {(rule?.legal_source ?? "") !== "" && <Figure name={texts.law} value={rule?.legal_source ?? ""} />}
      </dl>
      {reasons.map((reason) => (
        <p key={reason} className={style.reason} dir="auto">
          {texts.exceptionBy(reason)}
        </p>
      ))}
      <Repairs conflict={conflict} plan={plan} />
    </div>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Why somebody let it stand. */
function reasonsOf(conflict: Conflict, plan: Plan): string[] {
  const overrides = conflict.assignment_ids.flatMap((id) => plan.assignments.get(id)?.override ?? []);
  return [...new Set(overrides.filter((one) => one.rules.includes(conflict.rule)).map((one) => one.reason))];
}
