/** What a run is to fill: the shifts of the plan that lie in its scope, and what they lack. */
import { missingIn, staffOf, type Plan, type Shift, type Window } from "@/plan/model";
import type { BarKey } from "@/state/selection";

export interface Scope {
  readonly siteIds: readonly string[];
  readonly missionIds: readonly string[];
  /** Not empty: these shifts alone. */
  readonly shiftIds: readonly string[];
}

export interface Lack {
  readonly seats: number;
  readonly shifts: number;
  /** Proposals in the scope that a new run replaces. */
  readonly proposals: number;
}

/** As the API takes it: shifts that start within the period. */
export function inScope(shift: Shift, scope: Scope, window: Window): boolean {
  return (
    shift.status !== "cancelled" &&
    shift.startsAt >= window.from &&
    shift.startsAt < window.to &&
    kept(scope.siteIds, shift.siteId) &&
    kept(scope.missionIds, shift.missionId) &&
    kept(scope.shiftIds, shift.id)
  );
}

export function lackOf(plan: Plan, scope: Scope, window: Window): Lack {
  let [seats, shifts, proposals] = [0, 0, 0];
  for (const shift of plan.shifts.values()) {
    if (!inScope(shift, scope, window)) continue;
    const missing = missingIn(plan, shift);
    seats += missing;
    shifts += Number(missing > 0);
    proposals += staffOf(plan, shift.id).filter(
      (one) => one.status === "proposed" && one.source === "auto" && !one.locked,
    ).length;
  }
  return { seats, shifts, proposals };
}

/** The shifts that the selected bars belong to. */
export function selectedShifts(plan: Plan, selected: ReadonlySet<BarKey>): string[] {
  const ids = [...selected].flatMap((key) => {
    const id = key.slice(2);
    return (key.startsWith("s:") ? id : plan.assignments.get(id)?.shiftId) ?? [];
  });
  return [...new Set(ids)].filter((id) => plan.shifts.has(id));
}

function kept(asked: readonly string[], id: string): boolean {
  return asked.length === 0 || asked.includes(id);
}
