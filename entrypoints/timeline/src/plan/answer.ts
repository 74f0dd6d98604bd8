/** What the API answered to changes, laid over the plan: versions and conflicts as they now stand. */
import type { components } from "@/api/schema";
import { withChanges, type Change } from "@/plan/changes";
import { conflictsByShift, groupByShift } from "@/plan/indexes";
import type { Assignment, AssignmentOut, Plan, Shift, ShiftOut } from "@/plan/model";

export type BatchAnswer = components["schemas"]["BatchAnswer"];

/** `shift:<id>` or `assignment:<id>` */
export type EntityKey = `shift:${string}` | `assignment:${string}`;

export function keyOf(change: Pick<Change, "entity" | "id">): EntityKey {
  return `${change.entity}:${change.id}`;
}

/** What one change came to: the entity as it now stands; null: it is gone. */
export type Came =
  | { readonly entity: "shift"; readonly id: string; readonly now: Shift | null }
  | { readonly entity: "assignment"; readonly id: string; readonly now: Assignment | null };

/** What each change came to, in their order. A removed shift is answered as it last was, a cancelled one as it is. */
export function cameOf(changes: readonly Change[], answer: BatchAnswer): Came[] {
  return changes.flatMap((change, i): Came[] => {
    const item = answer.items[i];
    if (!item) return [];
    if ("shift" in item) {
      const now = decodeShift(item.shift);
      const gone = change.op === "delete" && !now.everPublished;
      return [{ entity: "shift", id: change.id, now: gone ? null : now }];
    }
    if ("assignment" in item) {
      const gone = change.op === "delete";
      return [{ entity: "assignment", id: change.id, now: gone ? null : decodeAssignment(item.assignment) }];
    }
    return [];
  });
}

/** The plan with what was answered; a plan of another window takes what lies in it. */
export function withAnswer(plan: Plan, changes: readonly Change[], answer: BatchAnswer): Plan {
  const laid = withPending(plan, changes);
  const shifts = new Map(laid.shifts);
  const assignments = new Map(laid.assignments);
  for (const came of cameOf(changes, answer)) {
    if (came.entity === "shift") {
      if (came.now && within(plan, came.now)) shifts.set(came.id, came.now);
      else shifts.delete(came.id);
    } else if (came.now) assignments.set(came.id, came.now);
    else assignments.delete(came.id);
  }
  const conflicts = conflictsAfter(plan, answer);
  return {
    ...laid,
    shifts,
    assignments,
    assignmentsByShift: groupByShift(assignments.values()),
    conflicts,
    conflictsByShift: conflictsByShift(conflicts),
  };
}

/** The plan as changes that are not answered yet will leave it, kept to its window. */
export function withPending(plan: Plan, changes: readonly Change[]): Plan {
  const laid = withChanges(plan, changes);
  const outside = changes.filter((one) => {
    const shift = one.entity === "shift" ? laid.shifts.get(one.id) : undefined;
    return shift !== undefined && !within(plan, shift);
  });
  if (outside.length === 0) return laid;
  const shifts = new Map(laid.shifts);
  for (const one of outside) shifts.delete(one.id);
  return { ...laid, shifts };
}

function within(plan: Plan, shift: Shift): boolean {
  return shift.endsAt > plan.window.from && shift.startsAt < plan.window.to;
}

function conflictsAfter(plan: Plan, answer: BatchAnswer) {
  const gone = new Set(answer.resolved_conflicts.map((one) => one.fingerprint));
  const told = new Map([...answer.conflicts, ...answer.new_conflicts].map((one) => [one.fingerprint, one]));
  const kept = plan.conflicts.filter((one) => !gone.has(one.fingerprint) && !told.has(one.fingerprint));
  const near = [...told.values()].filter(
    (one) => Date.parse(one.ends_at) > plan.window.from && Date.parse(one.starts_at) < plan.window.to,
  );
  return [...kept, ...near];
}

export function decodeShift(one: ShiftOut): Shift {
  return {
    id: one.id,
    templateId: one.template_id,
    missionId: one.mission_id,
    siteId: one.site_id,
    roleId: one.role_id,
    startsAt: Date.parse(one.starts_at),
    endsAt: Date.parse(one.ends_at),
    breakMinutes: one.break_minutes,
    status: one.status,
    headcount: one.headcount,
    softCapacity: one.soft_capacity,
    hardCapacity: one.hard_capacity,
    requiredSkillIds: one.required_skill_ids,
    shortageWeight: one.shortage_weight,
    surplusWeight: one.surplus_weight,
    note: one.note,
    externalRef: one.external_ref,
    version: one.version,
    changedSincePublication: one.changed_since_publication,
    everPublished: one.ever_published,
  };
}

export function decodeAssignment(one: AssignmentOut): Assignment {
  return {
    id: one.id,
    shiftId: one.shift_id,
    collaboratorId: one.collaborator_id,
    roleId: one.role_id,
    status: one.status,
    locked: one.locked,
    source: one.source,
    override: one.override && {
      rules: one.override.rules,
      reason: one.override.reason,
      userId: one.override.user_id,
    },
    note: one.note,
    version: one.version,
    changedSincePublication: one.changed_since_publication,
  };
}
