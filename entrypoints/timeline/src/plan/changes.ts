/** Changes of the plan: in the form that the API takes, laid over a Plan, and turned round for an undo. */
import type { components } from "@/api/schema";
import { groupByShift } from "@/plan/indexes";
import type { Assignment, Plan, Shift } from "@/plan/model";

type Schemas = components["schemas"];

export type ShiftData = Pick<
  Shift,
  | "templateId"
  | "missionId"
  | "siteId"
  | "roleId"
  | "startsAt"
  | "endsAt"
  | "breakMinutes"
  | "status"
  | "headcount"
  | "softCapacity"
  | "hardCapacity"
  | "requiredSkillIds"
  | "shortageWeight"
  | "surplusWeight"
  | "note"
  | "externalRef"
>;
export type AssignmentData = Pick<
  Assignment,
  "shiftId" | "collaboratorId" | "roleId" | "status" | "locked" | "override" | "note"
>;

/** One wish about a shift or an assignment; ids of what is created are made by the page (`newId`). */
export type Change =
  | { readonly op: "create"; readonly entity: "shift"; readonly id: string; readonly data: ShiftData }
  | {
      readonly op: "create";
      readonly entity: "assignment";
      readonly id: string;
      readonly data: AssignmentData;
    }
  | {
      readonly op: "update";
      readonly entity: "shift";
      readonly id: string;
      readonly data: ShiftData;
      readonly version?: number;
    }
  | {
      readonly op: "update";
      readonly entity: "assignment";
      readonly id: string;
      readonly data: AssignmentData;
      readonly version?: number;
    }
  | {
      readonly op: "delete";
      readonly entity: "shift" | "assignment";
      readonly id: string;
      readonly version?: number;
    };

export type WireChange = Schemas["BatchIn"]["changes"][number];

export function newId(): string {
  return crypto.randomUUID();
}

/** A new draft shift's data: what is not given takes the API's default. */
export function draftShift(
  given: Pick<Shift, "missionId" | "siteId" | "roleId" | "startsAt" | "endsAt"> & Partial<ShiftData>,
): ShiftData {
  return {
    templateId: null,
    breakMinutes: 0,
    status: "draft",
    headcount: 1,
    softCapacity: null,
    hardCapacity: null,
    requiredSkillIds: [],
    shortageWeight: null,
    surplusWeight: null,
    note: null,
    externalRef: null,
    ...given,
  };
}

/** An assignment's data: confirmed, for a planner who puts somebody on a shift means it. */
export function confirmed(shift: Pick<Shift, "id" | "roleId">, collaboratorId: string): AssignmentData {
  return {
    shiftId: shift.id,
    collaboratorId,
    roleId: shift.roleId,
    status: "confirmed",
    locked: false,
    override: null,
    note: null,
  };
}

export function changeShift(shift: Shift, altered: Partial<ShiftData>): Change {
  return {
    op: "update",
    entity: "shift",
    id: shift.id,
    data: { ...shiftData(shift), ...altered },
    version: shift.version,
  };
}

export function changeAssignment(assignment: Assignment, altered: Partial<AssignmentData>): Change {
  return {
    op: "update",
    entity: "assignment",
    id: assignment.id,
    data: { ...assignmentData(assignment), ...altered },
    version: assignment.version,
  };
}

export function shiftData(shift: Shift): ShiftData {
  const {
    id: _id,
    version: _version,
    changedSincePublication: _changed,
    everPublished: _ever,
    ...data
  } = shift;
  return data;
}

export function assignmentData(assignment: Assignment): AssignmentData {
  const { shiftId, collaboratorId, roleId, status, locked, override, note } = assignment;
  return { shiftId, collaboratorId, roleId, status, locked, override, note };
}

/** The change as `POST /batch` and `POST /conflicts/preview` take it. */
export function toWire(change: Change): WireChange {
  if (change.op === "delete") {
    return { op: "delete", entity: change.entity, id: change.id, ...expected(change.version) };
  }
  const version = change.op === "update" ? expected(change.version) : {};
  if (change.entity === "shift") {
    return {
      op: change.op,
      entity: "shift",
      id: change.id,
      data: shiftToWire(change.data),
      ...version,
    };
  }
  return {
    op: change.op,
    entity: "assignment",
    id: change.id,
    data: assignmentToWire(change.data),
    ...version,
  };
}

function expected(version: number | undefined): { expected_version?: number } {
  return version === undefined ? {} : { expected_version: version };
}

function shiftToWire(data: ShiftData): Schemas["ShiftIn"] {
  return {
    template_id: data.templateId,
    mission_id: data.missionId,
    site_id: data.siteId,
    role_id: data.roleId,
    starts_at: new Date(data.startsAt).toISOString(),
    ends_at: new Date(data.endsAt).toISOString(),
    break_minutes: data.breakMinutes,
    status: data.status,
    headcount: data.headcount,
    soft_capacity: data.softCapacity,
    hard_capacity: data.hardCapacity,
    required_skill_ids: [...data.requiredSkillIds],
    shortage_weight: data.shortageWeight,
    surplus_weight: data.surplusWeight,
    note: data.note,
    external_ref: data.externalRef,
  };
}

function assignmentToWire(data: AssignmentData): Schemas["AssignmentIn"] {
  return {
    shift_id: data.shiftId,
    collaborator_id: data.collaboratorId,
    role_id: data.roleId,
    status: data.status,
    locked: data.locked,
    override: data.override && { rules: [...data.override.rules], reason: data.override.reason },
    note: data.note,
  };
}

/** The plan as it will stand once the changes are kept: what the screen shows until the API has answered. */
export function withChanges(plan: Plan, changes: readonly Change[]): Plan {
  const shifts = new Map(plan.shifts);
  const assignments = new Map(plan.assignments);
  for (const change of changes) {
    if (change.entity === "shift") layShift(shifts, assignments, change);
    else layAssignment(assignments, change);
  }
  return { ...plan, shifts, assignments, assignmentsByShift: groupByShift(assignments.values()) };
}

function layShift(
  shifts: Map<string, Shift>,
  assignments: Map<string, Assignment>,
  change: Extract<Change, { entity: "shift" | "assignment" }>,
): void {
  const current = shifts.get(change.id);
  if (change.op === "delete") {
    if (current?.everPublished) {
      shifts.set(change.id, { ...current, status: "cancelled", changedSincePublication: true });
      return;
    }
    shifts.delete(change.id);
    for (const one of assignments.values()) if (one.shiftId === change.id) assignments.delete(one.id);
  } else if (change.entity === "shift") {
    shifts.set(change.id, {
      ...(current ?? { version: 1, everPublished: false }),
      ...change.data,
      id: change.id,
      changedSincePublication: current?.status === "published" || change.data.status === "published",
    });
  }
}

function layAssignment(
  assignments: Map<string, Assignment>,
  change: Extract<Change, { entity: "shift" | "assignment" }>,
): void {
  if (change.op === "delete") assignments.delete(change.id);
  else if (change.entity === "assignment") {
    const current = assignments.get(change.id);
    assignments.set(change.id, {
      ...(current ?? { version: 1, source: "manual", changedSincePublication: false }),
      ...change.data,
      id: change.id,
    });
  }
}
