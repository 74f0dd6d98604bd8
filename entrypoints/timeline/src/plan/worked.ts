/** How much each person works in a period, and how much their contract asks for in it. */
import { counts, paidWithin, type Collaborator, type Plan, type Window } from "@/plan/model";

const DAY = 24 * 3_600_000;
const kept = new WeakMap<Plan, Map<string, ReadonlyMap<string, number>>>();

/**
 * Paid minutes by collaborator id, whatever the view's filters; who does not work is not in it. Of a shift that goes
 * over the period's edge the part within counts, as it does for the rules. Worked out once for each plan and period.
 */
export function workedMinutes(plan: Plan, period: Window = plan.window): ReadonlyMap<string, number> {
  const known = kept.get(plan) ?? new Map<string, ReadonlyMap<string, number>>();
  kept.set(plan, known);
  const key = `${period.from} ${period.to}`;
  const worked = known.get(key) ?? countedMinutes(plan, period);
  known.set(key, worked);
  return worked;
}

function countedMinutes(plan: Plan, period: Window): ReadonlyMap<string, number> {
  const worked = new Map<string, number>();
  for (const one of plan.assignments.values()) {
    const shift = plan.shifts.get(one.shiftId);
    if (!shift || shift.status === "cancelled" || !counts(one)) continue;
    const minutes = paidWithin(shift, period);
    if (minutes > 0) worked.set(one.collaboratorId, (worked.get(one.collaboratorId) ?? 0) + minutes);
  }
  // Rounded once, so that the parts of a shift add up.
  return new Map([...worked].map(([id, minutes]) => [id, Math.round(minutes)]));
}

/** Minutes that a contract asks for in the period, in proportion to its days; null: none known. */
export function contractMinutes(
  plan: Plan,
  person: Pick<Collaborator, "weeklyMinutes">,
  period: Window = plan.window,
): number | null {
  if (person.weeklyMinutes === null) return null;
  // Whole days: the hour of a clock change makes no contract longer or shorter.
  const days = Math.round((period.to - period.from) / DAY);
  return Math.round((person.weeklyMinutes * days) / 7);
}
