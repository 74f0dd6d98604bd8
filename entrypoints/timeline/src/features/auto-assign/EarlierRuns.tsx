import { ChevronRight, Repeat2 } from "lucide-react";

import { useJobs, type JobSummary } from "@/api/queries/useJobs";
import { useMay } from "@/api/queries/useMe";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { useChosenOptions } from "@/features/auto-assign/chosenOptions";
import { optionsOf } from "@/features/auto-assign/options";
import { TEXTS } from "@/features/auto-assign/texts";
import { announce } from "@/state/announcements";
import { useLanguage, useTexts } from "@/i18n/language";
import { IconButton } from "@/ui/Button";
import { dayAndClock } from "@/view/format";
import { usePlan } from "@/view/usePlan";
import { changeView } from "@/view/useView";

const SHOWN = 5;

/** The last runs, whoever started them: one that is under way is found again here. */
export function EarlierRuns() {
  const texts = useTexts(TEXTS);
  const may = useMay("auto_assign");
  const jobs = useJobs().data ?? [];
  if (jobs.length === 0) return null;
  return (
    <section className={style.earlier}>
      <h3>{texts.earlier}</h3>
      <ul>
        {jobs.slice(0, SHOWN).map((job) => (
          <li key={job.job_id} className={style.earlierRun}>
            <Run job={job} />
            {may && <Again job={job} />}
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

/** Takes over how an earlier run was told to look, for the next one. */
function Again({ job }: { job: JobSummary }) {
  const texts = useTexts(TEXTS);
  const choose = useChosenOptions((state) => state.choose);
  return (
    <IconButton
      label={texts.sameOptions}
      onClick={() => {
        choose(optionsOf(job));
        announce(texts.optionsTaken);
      }}
    >
      <Repeat2 size={16} aria-hidden />
    </IconButton>
  );
}
