/** Changes turned round: what an undo asks of the API. */
import { assignmentData, shiftData, withChanges, type Change } from "@/plan/changes";
import type { Assignment, AssignmentStatus, Plan, Shift, ShiftStatus } from "@/plan/model";

/**
 * The changes that bring back what these will alter, in the order in which they must be made. A status goes back by
 * the steps that the API allows, a locked assignment is unlocked first, and assignments that go with their shift come
 * back with it. Versions are left out: whoever sends an undo knows what it expects.
 */
export function inverseOf(plan: Plan, changes: readonly Change[]): Change[] {
  const after = withChanges(plan, changes);
  const shifts = touchedShifts(changes).map((id) => turnShift(plan.shifts.get(id), after.shifts.get(id)));
  const staff = touchedAssignments(plan, changes).map((id) =>
    turnAssignment(plan.assignments.get(id), after.assignments.get(id)),
  );
  // An assignment that leaves, or that must be unlocked, goes before its shift does; one that comes back finds it there.
  return [
    ...staff.flatMap((one) => one.first),
    ...shifts.flatMap((one) => one.first),
    ...staff.flatMap((one) => one.then),
    ...shifts.flatMap((one) => one.then),
  ];
}

interface Turned {
  readonly first: Change[];
  readonly then: Change[];
}

const NOTHING: Turned = { first: [], then: [] };

function turnShift(before: Shift | undefined, after: Shift | undefined): Turned {
  if (!before)
    return after ? { first: [], then: [{ op: "delete", entity: "shift", id: after.id }] } : NOTHING;
  const data = shiftData(before);
  if (!after) return { first: [{ op: "create", entity: "shift", id: before.id, data }], then: [] };
  const statuses = steps(SHIFT_STEPS, after.status, before.status);
  return {
    first: statuses.map((status) => ({
      op: "update",
      entity: "shift",
      id: before.id,
      data: { ...data, status },
    })),
    then: [],
  };
}

function turnAssignment(before: Assignment | undefined, after: Assignment | undefined): Turned {
  const unlock: Change[] = after?.locked ? [updated(after, { ...assignmentData(after), locked: false })] : [];
  if (!before) {
    return after
      ? { first: [...unlock, { op: "delete", entity: "assignment", id: after.id }], then: [] }
      : NOTHING;
  }
  const data = assignmentData(before);
  if (!after) return { first: [], then: [{ op: "create", entity: "assignment", id: before.id, data }] };
  const statuses = steps(ASSIGNMENT_STEPS, after.status, before.status);
  const last = statuses.length - 1;
  return {
    first: unlock,
    then: statuses.map((status, i) =>
      updated(before, { ...data, status, locked: i === last && before.locked }),
    ),
  };
}

function updated(assignment: Assignment, data: ReturnType<typeof assignmentData>): Change {
  return { op: "update", entity: "assignment", id: assignment.id, data };
}

function touchedShifts(changes: readonly Change[]): string[] {
  return [...new Set(changes.filter((one) => one.entity === "shift").map((one) => one.id))];
}

/** Those named, and those that go with a shift. */
function touchedAssignments(plan: Plan, changes: readonly Change[]): string[] {
  const ids = new Set<string>();
  for (const change of changes) {
    if (change.entity === "assignment") ids.add(change.id);
    else if (change.op === "delete") {
      for (const one of plan.assignmentsByShift.get(change.id) ?? []) ids.add(one.id);
    }
  }
  return [...ids];
}

/** What may follow each status, as the API has it. */
const SHIFT_STEPS: Record<ShiftStatus, readonly ShiftStatus[]> = {
  draft: ["published", "cancelled"],
  published: ["cancelled"],
  cancelled: ["draft"],
};
const ASSIGNMENT_STEPS: Record<AssignmentStatus, readonly AssignmentStatus[]> = {
  proposed: ["confirmed", "rejected"],
  confirmed: ["rejected"],
  rejected: ["proposed"],
};

/** The shortest way from one status to another, without the first; where both are the same, that one. */
function steps<S extends string>(follows: Record<S, readonly S[]>, from: S, to: S): S[] {
  if (from === to) return [to];
  const ways: S[][] = [[from]];
  for (const way of ways) {
    const end = way.at(-1) ?? from;
    if (end === to) return way.slice(1);
    for (const next of follows[end]) if (!way.includes(next)) ways.push([...way, next]);
  }
  return [to];
}
