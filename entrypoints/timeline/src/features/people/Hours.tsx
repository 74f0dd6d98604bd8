import style from "@/features/people/people.module.css";
import { TEXTS } from "@/features/people/texts";
import { useTexts } from "@/i18n/language";
import type { Collaborator, Plan } from "@/plan/model";
import { contractMinutes, workedMinutes } from "@/plan/worked";
import { names } from "@/ui/Button";
import { duration } from "@/view/format";
import { usePlan } from "@/view/usePlan";

/** Worked time of the period against what the contract asks for in it. */
export function Hours({ plan, person }: { plan: Plan; person: Collaborator }) {
  const texts = useTexts(TEXTS);
  const { period } = usePlan();
  const worked = workedMinutes(plan, period ?? plan.window).get(person.id) ?? 0;
  const contract = contractMinutes(plan, person, period ?? plan.window);
  if (contract === null || contract === 0)
    return <span className={style.hours}>{texts.hoursOnly(duration(worked))}</span>;
  const over = worked > contract;
  return (
    <span className={style.hours}>
      <span className={names(over && style.over)}>
        {texts.hours(duration(worked), duration(contract))}
        {over && ` +${duration(worked - contract)}`}
      </span>
      <span className={style.track} aria-hidden>
        <span
          className={names(style.fill, over && style.overFill)}
          style={{ width: `${Math.min(100, (100 * worked) / contract)}%` }}
        />
      </span>
    </span>
  );
}
