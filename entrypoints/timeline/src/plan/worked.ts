/** How much each person works in the plan's window, and how much their contract asks for in it. */
import { counts, paidMinutes, type Collaborator, type Plan } from "@/plan/model";

const WEEK = 7 * 24 * 3_600_000;
const kept = new WeakMap<Plan, ReadonlyMap<string, number>>();

/** Paid minutes by collaborator id; who does not work is not in it. Worked out once for each plan. */
export function workedMinutes(plan: Plan): ReadonlyMap<string, number> {
  const known = kept.get(plan);
  if (known) return known;
  const worked = new Map<string, number>();
  for (const one of plan.assignments.values()) {
    const shift = plan.shifts.get(one.shiftId);
    if (!shift || shift.status === "cancelled" || !counts(one)) continue;
    worked.set(one.collaboratorId, (worked.get(one.collaboratorId) ?? 0) + paidMinutes(shift));
  }
  kept.set(plan, worked);
  return worked;
}

/** Minutes that a contract asks for in the window, in proportion to its length; null: none known. */
export function contractMinutes(plan: Plan, person: Collaborator): number | null {
  if (person.weeklyMinutes === null) return null;
  return Math.round((person.weeklyMinutes * (plan.window.to - plan.window.from)) / WEEK);
}
