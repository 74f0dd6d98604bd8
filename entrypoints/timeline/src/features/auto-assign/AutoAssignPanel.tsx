/** A job from its options to its accepted proposals. */
import { isOver, useJob } from "@/api/queries/useJob";
import { ProblemError } from "@/api/problem";
import { Review } from "@/features/auto-assign/Review";
import { Running } from "@/features/auto-assign/Running";
import { Setup } from "@/features/auto-assign/Setup";
import { TEXTS } from "@/features/auto-assign/texts";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { SidePanel } from "@/ui/SidePanel";
import { changeView, useView } from "@/view/useView";

export function AutoAssignPanel() {
  const texts = useTexts(TEXTS);
  const { job } = useView();
  return <SidePanel title={texts.title}>{job === null ? <Setup /> : <OneJob id={job} />}</SidePanel>;
}

function OneJob({ id }: { id: string }) {
  const texts = useTexts(TEXTS);
  const { data: job, error, refetch } = useJob(id);
  if (job) return isOver(job) ? <Review job={job} /> : <Running job={job} />;
  if (!error) return <p role="status">…</p>;
  const unknown = error instanceof ProblemError && (error.status === 404 || error.status === 422);
  return (
    <EmptyState title={unknown ? texts.noJob : error.message}>
      {!unknown && <Button onClick={() => void refetch()}>{texts.retry}</Button>}
      <Button onClick={() => changeView({ job: null })}>{texts.again}</Button>
    </EmptyState>
  );
}
