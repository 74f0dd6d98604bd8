/** Findings for tests. */
import { conflictsByShift } from "@/plan/indexes";
import type { Conflict, Plan } from "@/plan/model";

export function aConflict(fingerprint: string, altered: Partial<Conflict> = {}): Conflict {
  return {
    type: "hard",
    rule: "min_rest",
    details: { found: 480, limit: 660, unit: "minutes" },
    message: `Finding ${fingerprint}.`,
    shift_ids: ["one"],
    assignment_ids: [],
    collaborator_ids: ["ana"],
    starts_at: "2026-03-02T08:00:00Z",
    ends_at: "2026-03-02T16:00:00Z",
    fingerprint,
    overridden: false,
    elsewhere: false,
    ...altered,
  };
}

export function withConflicts(plan: Plan, conflicts: readonly Conflict[]): Plan {
  return { ...plan, conflicts, conflictsByShift: conflictsByShift(conflicts) };
}
