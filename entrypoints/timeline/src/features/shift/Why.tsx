import { useJob } from "@/api/queries/useJob";
import { useJobs } from "@/api/queries/useJobs";
import { TEXTS as AUTO_ASSIGN } from "@/features/auto-assign/texts";
import { WhyPerson } from "@/features/auto-assign/WhyPerson";
import { inWords } from "@/features/auto-assign/words";
import style from "@/features/shift/shift.module.css";
import { TEXTS } from "@/features/shift/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Assignment, Plan } from "@/plan/model";
import { useView } from "@/view/useView";

/** Why auto-assign proposed somebody, as far as the run under review, or else the newest, tells it. */
export function WhyProposed({ plan, assignment }: { plan: Plan; assignment: Assignment }) {
  const texts = useTexts(TEXTS);
  const { job: reviewed } = useView();
  const newest = useJobs().data?.[0]?.job_id ?? null;
  const job = useJob(reviewed ?? newest).data;
  const found = job?.proposals.find((one) => one.assignment_id === assignment.id);
  if (!found) return null;
  const name = plan.collaborators.get(assignment.collaboratorId)?.name ?? "";
  return (
    <div>
      <p className={style.quiet}>{texts.proposedBecause}</p>
      <WhyPerson plan={plan} name={name} score={found.score} reasons={found.reasons} />
    </div>
  );
}

interface ReasonsProps {
  readonly plan: Plan;
  readonly score: number;
  readonly reasons: Readonly<Record<string, unknown>>;
}

/** What a score is made of, in words. */
export function Reasons({ plan, score, reasons }: ReasonsProps) {
  const words = useTexts(AUTO_ASSIGN);
  const language = useLanguage();
  return <>{inWords(score, reasons, plan, words, language).join(" · ")}</>;
}
