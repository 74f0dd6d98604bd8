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
  /** One for each rule that keeps people off, those that keep off most first. */
  readonly reasons: readonly Reason[];
  /** Whoever would break least; null: not known. */
  readonly nearest: Told["nearest"];
  /** Why no choice of people fills it; null: not known to be so. */
  readonly clash: Told["clash"];
}

type Told = Job["unfilled"][number];

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
      if (!shift || missing === 0) return [];
      return [{ shift, missing, reasons: reasonsOf(one), nearest: one.nearest, clash: one.clash }];
    })
    .sort((a, b) => a.shift.startsAt - b.shift.startsAt);
}

/** What was refused at the end, when all was written, comes beside what was counted before: one line for each rule. */
function reasonsOf({ reasons }: Told): Reason[] {
  const found = new Map<string, Reason>();
  for (const { rule, count, collaborator_ids: ids } of reasons) {
    const known = found.get(rule);
    found.set(rule, {
      rule,
      count: (known?.count ?? 0) + count,
      collaboratorIds: [...new Set([...(known?.collaboratorIds ?? []), ...ids])],
    });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** Seats that nobody at all can take, whoever takes the others. */
export function hopeless(unfilled: readonly Unfilled[]): number {
  return unfilled
    .filter(({ clash }) => clash?.shift_ids.length === 1 && clash.collaborator_ids.length === 0)
    .reduce((sum, one) => sum + one.missing, 0);
}
