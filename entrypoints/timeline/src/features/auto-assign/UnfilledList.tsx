import style from "@/features/auto-assign/AutoAssign.module.css";
import { placeOf } from "@/features/auto-assign/Found";
import { GroupName } from "@/features/auto-assign/GroupName";
import type { Reason, Unfilled } from "@/features/auto-assign/review";
import { openShift } from "@/features/auto-assign/show";
import { TEXTS } from "@/features/auto-assign/texts";
import { ruleName } from "@/features/conflicts/ruleNames";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { VirtualList } from "@/ui/VirtualList";
import { shortDay, span } from "@/view/format";
import { usePlan } from "@/view/usePlan";

const REJECTED = "rejected";

/** Shifts that still lack people, and what keeps everybody else from them. */
export function UnfilledList({ unfilled, plan }: { unfilled: readonly Unfilled[]; plan: Plan }) {
  const texts = useTexts(TEXTS);
  if (unfilled.length === 0) return <EmptyState title={texts.allFilled} />;
  return (
    <VirtualList
      label={texts.unfilled}
      className={style.list}
      items={unfilled}
      keyOf={(one) => one.shift.id}
      estimate={(one) => 92 + Math.max(1, one.reasons.length) * 22}
      render={(one) => <Lacking one={one} plan={plan} />}
    />
  );
}

function Lacking({ one, plan }: { one: Unfilled; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zone } = usePlan();
  const { startsAt, endsAt } = one.shift;
  return (
    <div className={style.group}>
      <div className={style.groupHead}>
        <GroupName
          title={placeOf(one.shift, plan)}
          detail={`${shortDay(startsAt, zone, language)}, ${span(startsAt, endsAt, zone, language)}`}
          onOpen={() => openShift(one.shift.id)}
        />
        <span className={style.missing}>{texts.missing(one.missing)}</span>
      </div>
      <p className={style.keptOff}>{one.reasons.length === 0 ? texts.unexplained : texts.keptOff}</p>
      <ul className={style.reasons}>
        {one.reasons.map((reason) => (
          <li key={reason.rule} title={namesOf(reason, plan)}>
            <span>{reason.rule === REJECTED ? texts.rejectedBefore : ruleName(reason.rule, language)}</span>
            <span className={style.number}>{texts.people(reason.count)}</span>
          </li>
        ))}
      </ul>
      <Button className={style.choose} onClick={() => openShift(one.shift.id)}>
        {texts.choose}
      </Button>
    </div>
  );
}

function namesOf({ collaboratorIds, count }: Reason, plan: Plan): string {
  const people = collaboratorIds.flatMap((id) => plan.collaborators.get(id)?.name ?? []);
  return count > people.length ? `${people.join(", ")} …` : people.join(", ");
}
