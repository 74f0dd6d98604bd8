/** The conflicts of what the view shows. */
import type { Conflict, Plan, Window } from "@/plan/model";
import { shiftShown } from "@/plan/rows";
import { filterCount, type View } from "@/view/view";

/**
 * Those that overlap the period and concern a shift that passes the view's filters; unfiltered, all. One
 * that names no shift of the plan (a person's week, say) passes by its person.
 */
export function conflictsShown(plan: Plan, view: View, period: Window = plan.window): Conflict[] {
  const { from, to } = period;
  const here = plan.conflicts.filter(
    (one) => Date.parse(one.starts_at) < to && Date.parse(one.ends_at) > from,
  );
  if (filterCount({ ...view, onlyConflicts: false }) === 0) return here;
  const passes = new Map<string, boolean>();
  const shown = (id: string): boolean => {
    const known = passes.get(id);
    if (known !== undefined) return known;
    const shift = plan.shifts.get(id);
    const passed = shift !== undefined && shiftShown(plan, shift, view);
    passes.set(id, passed);
    return passed;
  };
  return here.filter((one) =>
    one.shift_ids.some((id) => plan.shifts.has(id))
      ? one.shift_ids.some(shown) && ofPeople(one, view)
      : personShown(plan, one, view),
  );
}

/** How many stand, by weight; what somebody overrode stands no more. */
export function countsOf(conflicts: readonly Conflict[]): { hard: number; soft: number } {
  const standing = conflicts.filter((one) => !one.overridden);
  const hard = standing.filter((one) => one.type === "hard").length;
  return { hard, soft: standing.length - hard };
}

/** Kept to some people, a finding about another one on the same shift is not asked for. */
function ofPeople(conflict: Conflict, view: View): boolean {
  return (
    view.collaboratorIds.length === 0 ||
    conflict.collaborator_ids.length === 0 ||
    conflict.collaborator_ids.some((id) => view.collaboratorIds.includes(id))
  );
}

function personShown(plan: Plan, conflict: Conflict, view: View): boolean {
  return conflict.collaborator_ids.some((id) => {
    const person = plan.collaborators.get(id);
    return (
      person !== undefined &&
      (view.collaboratorIds.length === 0 || view.collaboratorIds.includes(id)) &&
      (view.teamIds.length === 0 || (person.teamId !== null && view.teamIds.includes(person.teamId))) &&
      view.siteIds.length + view.roleIds.length + view.missionIds.length + view.statuses.length === 0 &&
      view.search.trim() === ""
    );
  });
}
