/** How far a new plan is. */
import type { Plan } from "@/plan/model";

export const STEPS = ["site", "role", "person", "shift"] as const;
export type Step = (typeof STEPS)[number];

/** The first step that is still to be done; null: all there is to a first plan is there. */
export function nextStep(plan: Plan): Step | null {
  if (plan.sites.size === 0) return "site";
  if (plan.roles.size === 0 || plan.missions.size === 0) return "role";
  if (plan.collaborators.size === 0) return "person";
  return plan.shifts.size === 0 ? "shift" : null;
}

/** Whether nothing was ever planned here: a plan with its people but no shift in the period shown is another thing. */
export function isNew(plan: Plan): boolean {
  const next = nextStep(plan);
  return next !== null && next !== "shift";
}
