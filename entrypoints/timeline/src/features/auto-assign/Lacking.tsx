import { Ban, Lightbulb } from "lucide-react";

import style from "@/features/auto-assign/AutoAssign.module.css";
import explain from "@/features/auto-assign/Explain.module.css";
import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import { placeOf } from "@/features/auto-assign/Found";
import { GroupName } from "@/features/auto-assign/GroupName";
import type { Reason, Unfilled } from "@/features/auto-assign/review";
import { openShift, showShift } from "@/features/auto-assign/show";
import { TEXTS } from "@/features/auto-assign/texts";
import { useWhen } from "@/features/auto-assign/useWhen";
import { ruleName } from "@/features/conflicts/ruleNames";
import { useLanguage, useTexts } from "@/i18n/language";
import { straight } from "@/plan/bidi";
import type { Plan } from "@/plan/model";
import { Button } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";

const REJECTED = "rejected";

interface LackingProps {
  readonly one: Unfilled;
  readonly plan: Plan;
}

/** A shift that lacks people: what would fill it, who comes nearest, what keeps everybody off. */
export function Lacking({ one, plan }: LackingProps) {
  const texts = useTexts(TEXTS);
  const whenOf = useWhen();
  const unexplained = one.reasons.length === 0 && one.nearest === null && one.clash === null;
  return (
    <div className={style.group}>
      <div className={style.groupHead}>
        <GroupName
          title={placeOf(one.shift, plan)}
          detail={whenOf(one.shift)}
          onOpen={() => showShift(one.shift.id)}
        />
        <span className={style.missing}>{texts.missing(one.missing)}</span>
      </div>
      {unexplained && <p className={style.keptOff}>{texts.unexplained}</p>}
      <Clash one={one} plan={plan} />
      {one.nearest !== null && (
        <p className={explain.fills}>
          <Lightbulb size={14} aria-hidden />
          {straight(one.nearest.remedy)}
        </p>
      )}
      <Nearest one={one} plan={plan} />
      <Rules reasons={one.reasons} plan={plan} />
      <div className={explain.actions}>
        <Button onClick={() => openShift(one.shift.id)}>{texts.choose}</Button>
      </div>
    </div>
  );
}

/** Why no choice of people fills it, with the other shifts that want the same people. */
function Clash({ one: { clash, shift }, plan }: LackingProps) {
  const words = useTexts(EXPLAIN);
  const whenOf = useWhen();
  if (clash === null) return null;
  const others = clash.shift_ids.flatMap((id) => (id === shift.id ? [] : (plan.shifts.get(id) ?? [])));
  return (
    <div className={explain.clash}>
      <Ban size={14} aria-hidden />
      <div>
        <p>{straight(clash.message)}</p>
        {others.length > 0 && (
          <ul aria-label={words.withShifts}>
            {others.map((other) => (
              <li key={other.id}>
                <button
                  type="button"
                  className={explain.jump}
                  aria-label={words.show(`${placeOf(other, plan)}, ${whenOf(other)}`)}
                  onClick={() => showShift(other.id)}
                >
                  {placeOf(other, plan)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

/** Who came nearest, and what they would break. */
function Nearest({ one: { nearest }, plan }: LackingProps) {
  const words = useTexts(EXPLAIN);
  const person = nearest && plan.collaborators.get(nearest.collaborator_id);
  if (!nearest || !person || nearest.conflicts.length === 0) return null;
  return (
    <details className={explain.more}>
      <summary>
        {straight(words.nearest(person.name, new Set(nearest.conflicts.map((one) => one.rule)).size))}
      </summary>
      {nearest.conflicts.map((conflict) => (
        <ConflictLine key={conflict.fingerprint} conflict={conflict} compact />
      ))}
    </details>
  );
}

/** How many people each rule keeps off, and some of them. */
function Rules({ reasons, plan }: { reasons: readonly Reason[]; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const words = useTexts(EXPLAIN);
  const language = useLanguage();
  if (reasons.length === 0) return null;
  const name = ({ rule }: Reason) => (rule === REJECTED ? texts.rejectedBefore : ruleName(rule, language));
  return (
    <details className={explain.more}>
      <summary>
        {words.keptOff(
          reasons.slice(0, 3).map((one) => `${name(one)} ${one.count}`),
          reasons.length - 3,
        )}
      </summary>
      <ul className={explain.rules} aria-label={words.rules}>
        {reasons.map((reason) => (
          <li key={reason.rule}>
            <div>
              <span>{name(reason)}</span>
              <span className={explain.number}>{texts.people(reason.count)}</span>
            </div>
            <small dir="auto">{namesOf(reason, plan)}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

function namesOf({ collaboratorIds, count }: Reason, plan: Plan): string {
  const people = collaboratorIds.flatMap((id) => plan.collaborators.get(id)?.name ?? []);
  return count > people.length ? `${people.join(", ")} …` : people.join(", ");
}
