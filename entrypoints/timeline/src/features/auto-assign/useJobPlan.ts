import { useMemo } from "react";

import type { Job } from "@/api/queries/useJob";
import { useTimeline } from "@/api/queries/useTimeline";
import type { Plan, Window } from "@/plan/model";
import { usePendingEdits } from "@/state/pending";
import { planAfter, usePlan } from "@/view/usePlan";

/** The longest window that the API answers. */
const MOST = 100 * 24 * 3_600_000;

/** The plan of a job's period, whatever period is shown; null until it is there. */
export function useJobPlan({ from, to }: Pick<Job, "from" | "to">): Plan | null {
  const shown = usePlan();
  const { window } = shown;
  const asked = useMemo((): Window | null => {
    const start = Date.parse(from);
    const end = Math.min(Date.parse(to), start + MOST);
    return window && window.from <= start && end <= window.to ? null : { from: start, to: end };
  }, [from, to, window]);
  const own = useTimeline(asked);
  const pending = usePendingEdits((state) => state.edits);
  if (asked === null) return shown.plan;
  return own.data && !own.isPlaceholderData ? planAfter(own.data, pending) : null;
}
