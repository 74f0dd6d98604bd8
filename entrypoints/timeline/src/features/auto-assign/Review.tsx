import { Check, RotateCcw, X } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";

import type { Job } from "@/api/queries/useJob";
import { useMay } from "@/api/queries/useMe";
import { refreshTimeline } from "@/api/queries/useTimeline";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { Figures, took } from "@/features/auto-assign/Figures";
import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import { Found } from "@/features/auto-assign/Found";
import { Gap } from "@/features/auto-assign/Gap";
import { Penalty } from "@/features/auto-assign/Parts";
import { conflictsOf, open, proposalsOf, unfilledOf } from "@/features/auto-assign/review";
import { TEXTS } from "@/features/auto-assign/texts";
import { UnfilledList } from "@/features/auto-assign/UnfilledList";
import { useJobPlan } from "@/features/auto-assign/useJobPlan";
import { useProposals } from "@/features/auto-assign/useProposals";
import { usePointOut } from "@/features/conflicts/usePointOut";
import { useTexts } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { Button } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";
import { EmptyState } from "@/ui/EmptyState";
import { Tabs } from "@/ui/Tabs";
import { VirtualList } from "@/ui/VirtualList";
import { changeView } from "@/view/useView";

/** What a job came to, to be accepted or rejected as a whole or in part. */
export function Review({ job }: { job: Job }) {
  const texts = useTexts(TEXTS);
  const client = useQueryClient();
  const plan = useJobPlan(job);
  useEffect(() => void refreshTimeline(client), [client, job.job_id]);
  const again = (
    <Button onClick={() => changeView({ job: null })}>
      <RotateCcw size={14} aria-hidden />
      {texts.again}
    </Button>
  );
  if (job.status === "failed") {
    return (
      <EmptyState title={texts.failed}>
        {job.error !== null && <p className={style.fault}>{job.error}</p>}
        {again}
      </EmptyState>
    );
  }
  return (
    <div className={style.panel}>
      <Summary job={job} />
      {plan && <Decisions job={job} plan={plan} />}
      <div className={style.foot}>{again}</div>
    </div>
  );
}

function Summary({ job }: { job: Job }) {
  const texts = useTexts(TEXTS);
  const words = useTexts(EXPLAIN);
  const { filled, wanted, ratio } = job.coverage;
  return (
    <>
      <div className={style.headline}>
        <strong>{texts.filled(filled, wanted)}</strong>
        <span>{texts.statuses[job.status]}</span>
      </div>
      <div className={style.covered} aria-hidden>
        <span style={{ width: `${Math.round(ratio * 100)}%` }} />
      </div>
      <Figures
        job={job}
        name={texts.proposed}
        elapsed={
          job.started_at !== null && job.finished_at !== null
            ? took(Date.parse(job.started_at), Date.parse(job.finished_at))
            : "–"
        }
      >
        {job.proposals.length}
      </Figures>
      <Gap gap={job.gap} />
      <Penalty title={words.parts} terms={job.terms} />
    </>
  );
}

type Tab = "shift" | "person" | "unfilled" | "conflicts";

function Decisions({ job, plan }: { job: Job; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const may = useMay("write");
  const { accept, reject } = useProposals();
  const [tab, setTab] = useState<Tab>("shift");
  const proposals = useMemo(() => proposalsOf(job, plan), [job, plan]);
  const unfilled = useMemo(() => unfilledOf(job, plan), [job, plan]);
  const conflicts = useMemo(() => conflictsOf(proposals, plan), [proposals, plan]);
  const undecided = open(proposals);
  const found = (by: "shift" | "person") => <Found by={by} proposals={proposals} plan={plan} job={job} />;
  return (
    <>
      {may && undecided.length > 0 && (
        <div className={style.all}>
          <Button look="primary" onClick={() => void accept(undecided, job.job_id)}>
            <Check size={15} aria-hidden />
            {texts.acceptAll(undecided.length)}
          </Button>
          <Button onClick={() => void reject(undecided)}>
            <X size={15} aria-hidden />
            {texts.rejectAll}
          </Button>
        </div>
      )}
      {proposals.length > 0 && undecided.length === 0 && (
        <p className={style.decided} role="status">
          <strong>{texts.allDecided}.</strong> {texts.allDecidedWhy}
        </p>
      )}
      <div className={style.tabs}>
        <Tabs
          label={texts.review}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: "shift", label: texts.tabs.shift, content: found("shift") },
            { value: "person", label: texts.tabs.person, content: found("person") },
            {
              value: "unfilled",
              label: texts.unfilled,
              count: unfilled.length,
              content: <UnfilledList unfilled={unfilled} plan={plan} />,
            },
            {
              value: "conflicts",
              label: texts.conflicts,
              count: conflicts.length,
              alarm: conflicts.some((one) => one.type === "hard" && !one.overridden),
              content: <Brought conflicts={conflicts} />,
            },
          ]}
        />
      </div>
    </>
  );
}

/** What the proposals bring with them. */
function Brought({ conflicts }: { conflicts: readonly Conflict[] }) {
  const texts = useTexts(TEXTS);
  const pointOut = usePointOut();
  if (conflicts.length === 0) return <EmptyState title={texts.noConflicts} />;
  return (
    <VirtualList
      label={texts.conflicts}
      className={style.list}
      items={conflicts}
      keyOf={(one) => one.fingerprint}
      estimate={() => 76}
      render={(one) => (
        <div className={style.conflict}>
          <ConflictLine conflict={one}>
            <button type="button" data-main className={style.link} onClick={() => pointOut(one)}>
              {texts.look}
            </button>
          </ConflictLine>
        </div>
      )}
    />
  );
}
