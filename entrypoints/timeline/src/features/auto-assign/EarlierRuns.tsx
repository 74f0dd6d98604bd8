import { ChevronRight } from "lucide-react";

import { useJobs, type JobSummary } from "@/api/queries/useJobs";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { TEXTS } from "@/features/auto-assign/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import { dayAndClock } from "@/view/format";
import { usePlan } from "@/view/usePlan";
import { changeView } from "@/view/useView";

const SHOWN = 5;

/** The last runs, whoever started them: one that is under way is found again here. */
export function EarlierRuns() {
  const texts = useTexts(TEXTS);
  const jobs = useJobs().data ?? [];
  if (jobs.length === 0) return null;
  return (
    <section className={style.earlier}>
      <h3>{texts.earlier}</h3>
      <ul>
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.job_id}>
            <Run job={job} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Run({ job }: { job: JobSummary }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zone } = usePlan();
  const when = dayAndClock(Date.parse(job.created_at), zone, language);
  const { filled, wanted } = job.coverage;
  const state = job.status === "succeeded" ? texts.filled(filled, wanted) : texts.statuses[job.status];
  return (
    <button type="button" className={style.run} onClick={() => changeView({ job: job.job_id })}>
      <span className={style.grow}>
        <strong>{state}</strong>
        <small>{texts.by(job.user_id, when)}</small>
      </span>
      <ChevronRight size={16} aria-hidden />
    </button>
  );
}
