/** A job's proposals as they stand in the plan by now, by shift and by person. */
import type { Job } from "@/api/queries/useJob";
import { missingIn, type Collaborator, type Conflict, type Plan, type Shift } from "@/plan/model";

export type Fate = "proposed" | "confirmed" | "rejected" | "gone";

export interface Proposed {
  readonly assignmentId: string;
  readonly shift: Shift;
  readonly person: Collaborator;
  readonly score: number;
  readonly reasons: Readonly<Record<string, unknown>>;
  /** What became of it. */
  readonly fate: Fate;
}

export interface Group {
  readonly key: string;
  readonly proposals: readonly Proposed[];
}

export interface Unfilled {
  readonly shift: Shift;
  readonly missing: number;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly rule: string;
  readonly count: number;
  readonly collaboratorIds: readonly string[];
}

/** Those whose shift and person the plan knows, in the order of their shifts. */
export function proposalsOf(job: Job, plan: Plan): Proposed[] {
  return job.proposals
    .flatMap((one): Proposed[] => {
      const shift = plan.shifts.get(one.shift_id);
      const person = plan.collaborators.get(one.collaborator_id);
      if (!shift || !person) return [];
      const fate = plan.assignments.get(one.assignment_id)?.status ?? "gone";
      return [
        { assignmentId: one.assignment_id, shift, person, score: one.score, reasons: one.reasons, fate },
      ];
    })
    .sort((a, b) => a.shift.startsAt - b.shift.startsAt || (a.shift.id < b.shift.id ? -1 : 1));
}

export function open(proposals: readonly Proposed[]): string[] {
  return proposals.filter((one) => one.fate === "proposed").map((one) => one.assignmentId);
}

export function byShift(proposals: readonly Proposed[]): Group[] {
  return grouped(proposals, (one) => one.shift.id);
}

/** People in the order of their names. */
export function byPerson(proposals: readonly Proposed[]): Group[] {
  const name = (group: Group) => group.proposals[0]?.person.name ?? "";
  return grouped(proposals, (one) => one.person.id).sort((a, b) => name(a).localeCompare(name(b)));
}

function grouped(proposals: readonly Proposed[], keyOf: (one: Proposed) => string): Group[] {
  const groups = new Map<string, Proposed[]>();
  for (const one of proposals) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return [...groups].map(([key, group]) => ({ key, proposals: group }));
}

/** The conflicts in which a proposal stands, as they are now. */
export function conflictsOf(proposals: readonly Proposed[], plan: Plan): Conflict[] {
  const standing = proposals.filter((one) => one.fate === "proposed" || one.fate === "confirmed");
  const ids = new Set(standing.map((one) => one.assignmentId));
  return plan.conflicts.filter((conflict) => conflict.assignment_ids.some((id) => ids.has(id)));
}

/** Shifts that still lack people; one that was filled since is left out. */
export function unfilledOf(job: Job, plan: Plan): Unfilled[] {
  return job.unfilled
    .flatMap((one): Unfilled[] => {
      const shift = plan.shifts.get(one.shift_id);
      const missing = shift ? missingIn(plan, shift) : 0;
      return shift && missing > 0 ? [{ shift, missing, reasons: one.reasons.map(reasonOf) }] : [];
    })
    .sort((a, b) => a.shift.startsAt - b.shift.startsAt);
}

function reasonOf(told: Record<string, unknown>): Reason {
  const people = told.collaborator_ids;
  return {
    rule: typeof told.rule === "string" ? told.rule : "",
    count: typeof told.count === "number" ? told.count : 0,
    collaboratorIds: Array.isArray(people)
      ? people.filter((one): one is string => typeof one === "string")
      : [],
  };
}
