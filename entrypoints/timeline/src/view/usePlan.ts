/** The plan on screen: of the period, zone and filters that the view asks for. */
import { useMemo } from "react";

import { useMe } from "@/api/queries/useMe";
import { useSites } from "@/api/queries/useSites";
import { useTimeline } from "@/api/queries/useTimeline";
import { periodOf, today, windowShown } from "@/geometry/calendar";
import { withPending } from "@/plan/answer";
import type { Plan, Window } from "@/plan/model";
import { usePendingEdits, type PendingEdit } from "@/state/pending";
import { useNow } from "@/view/useNow";
import { useView } from "@/view/useView";

export interface PlanOnScreen {
  /** null until the first answer. */
  readonly plan: Plan | null;
  readonly window: Window | null;
  /** What figures are told of: the week, or the calendar month. */
  readonly period: Window | null;
  /** The zone in which times are shown: the chosen site's, else the organization's. */
  readonly zone: string;
  /** `YYYY-MM-DD`: the day that the view stands on. */
  readonly date: string;
  readonly loading: boolean;
  readonly error: Error | null;
  readonly retry: () => void;
}

export function usePlan(): PlanOnScreen {
  const view = useView();
  const now = useNow();
  const me = useMe();
  const home = me.data?.timezone ?? "UTC";
  const zone = useZone(home);
  const date = view.date ?? today(zone, now);
  const window = useMemo(
    () => (me.data ? windowShown(view.zoom, date, zone) : null),
    [me.data, view.zoom, date, zone],
  );
  const period = useMemo(
    () => (me.data ? periodOf(view.zoom, date, zone) : null),
    [me.data, view.zoom, date, zone],
  );
  const timeline = useTimeline(window);
  const pending = usePendingEdits((state) => state.edits);
  return {
    plan: timeline.data ? planAfter(timeline.data, pending) : null,
    window,
    period,
    zone,
    date,
    loading: me.isPending || timeline.isPending || timeline.isPlaceholderData,
    error: me.error ?? timeline.error,
    retry: () => void (me.error ? me.refetch() : timeline.refetch()),
  };
}

const laid = new WeakMap<Plan, { pending: readonly PendingEdit[]; plan: Plan }>();

/** A plan with edits that are not answered yet laid over it; worked out once for all who show it. */
export function planAfter(plan: Plan, pending: readonly PendingEdit[]): Plan {
  if (pending.length === 0) return plan;
  const kept = laid.get(plan);
  if (kept?.pending === pending) return kept.plan;
  const changes = pending.flatMap((one) => one.changes);
  const after = { pending, plan: withPending(plan, changes) };
  laid.set(plan, after);
  return after.plan;
}

/** The zone of the one site that the view is kept to, else the organization's. */
function useZone(home: string): string {
  const { siteIds } = useView();
  const only = siteIds.length === 1 ? siteIds[0] : undefined;
  const sites = useSites(only !== undefined).data;
  return sites?.find((site) => site.id === only)?.timezone ?? home;
}
