import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";
import { useLanguage } from "@/i18n/language";
import { decodeAssignment, decodeShift } from "@/plan/answer";
import { assignmentData, shiftData, type Change } from "@/plan/changes";
import type { Conflict } from "@/plan/model";

type RepairOut = components["schemas"]["RepairOut"];

/** A way to mend a conflict: what it does in a sentence, and what it comes to, judged by the rules of a write. */
export interface Repair {
  readonly message: string;
  readonly changes: readonly Change[];
  readonly resolves: readonly Conflict[];
  /** Soft ones only: a repair that brings a hard one is not offered. */
  readonly brings: readonly Conflict[];
}

/** Ways to mend a standing conflict, the least upsetting one first, as the plan is at `sequence`. */
export function useRepairs(fingerprint: string, sequence: number) {
  const language = useLanguage();
  return useQuery({
    queryKey: ["repairs", fingerprint, sequence, language],
    queryFn: async ({ signal }): Promise<Repair[]> => {
      const answer = await api.POST("/api/v1/planning/conflicts/repairs", { body: { fingerprint }, signal });
      return bodyOf(answer).repairs.map(decodeRepair);
    },
    staleTime: 30_000,
    gcTime: 60_000,
  });
}

export function decodeRepair(one: RepairOut): Repair {
  return {
    message: one.message,
    changes: one.changes.flatMap((change) => decodeChange(change) ?? []),
    resolves: one.resolved_conflicts,
    brings: one.new_conflicts,
  };
}

/** The page's own form of a change, so that it is shown, written and undone like any edit of the user. */
function decodeChange(change: RepairOut["changes"][number]): Change | null {
  const { id } = change;
  const version = change.expected_version === null ? {} : { version: change.expected_version };
  if (change.entity === "shift") {
    return { op: "update", entity: "shift", id, data: shiftData(decodeShift(change.data)), ...version };
  }
  if (change.op === "delete") return { op: "delete", entity: "assignment", id, ...version };
  if (change.data === null) return null;
  const data = assignmentData(decodeAssignment(change.data));
  return change.op === "create"
    ? { op: "create", entity: "assignment", id, data }
    : { op: "update", entity: "assignment", id, data, ...version };
}
