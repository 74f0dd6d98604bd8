import { Square } from "lucide-react";
import { useEffect, useState } from "react";

import type { Job } from "@/api/queries/useJob";
import { useMay } from "@/api/queries/useMe";
import { useCancelJob } from "@/api/queries/useCancelJob";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { Figures, took } from "@/features/auto-assign/Figures";
import { Gap } from "@/features/auto-assign/Gap";
import { TEXTS } from "@/features/auto-assign/texts";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";

/** How far a job is, and a way to stop it. */
export function Running({ job }: { job: Job }) {
  const texts = useTexts(TEXTS);
  const cancel = useCancelJob();
  const may = useMay("auto_assign");
  const { filled, wanted, ratio } = job.coverage;
  const progress = Math.round(job.progress * 100);
  return (
    <div className={style.panel}>
      <p className={style.state} role="status">
        {texts.statuses[job.status]}
      </p>
      <div
        className={style.progress}
        role="progressbar"
        aria-label={texts.progress}
        aria-valuenow={progress}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span style={{ width: `${progress}%` }} />
      </div>
      <Figures
        job={job}
        name={texts.coverage}
        elapsed={<Elapsed from={job.started_at} limit={job.time_limit_seconds} />}
      >
        {wanted === 0 ? (
          "–"
        ) : (
          <>
            {filled} / {wanted} <small>{Math.round(ratio * 100)} %</small>
          </>
        )}
      </Figures>
      <Gap gap={job.gap} />
      {may && (
        <Button onClick={() => cancel.mutate(job.job_id)} disabled={cancel.isPending || cancel.isSuccess}>
          <Square size={13} aria-hidden />
          {cancel.isPending || cancel.isSuccess ? texts.cancelling : texts.cancel}
        </Button>
      )}
      {cancel.error && (
        <p className={style.fault} role="alert">
          {cancel.error.message}
        </p>
      )}
    </div>
  );
}

function Elapsed({ from, limit }: { from: string | null; limit: number }) {
  const texts = useTexts(TEXTS);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {from === null ? "–" : took(Date.parse(from), now)}{" "}
      <small>{texts.atMost(took(0, limit * 1_000))}</small>
    </>
  );
}
