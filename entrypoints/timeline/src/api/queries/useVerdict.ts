import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { components } from "@/api/schema";
import { useLanguage } from "@/i18n/language";
import { toWire, type Change } from "@/plan/changes";
import { useDebounced } from "@/view/useDebounced";

export interface Verdict {
  /** Values that the API does not take. */
  readonly faults: readonly components["schemas"]["FaultOut"][];
  /** What a write would be refused for. */
  readonly blocking: readonly components["schemas"]["ConflictOut"][];
  /** What a write would bring about and leave standing. */
  readonly warnings: readonly components["schemas"]["ConflictOut"][];
}

/** What writing changes that are still being made would come to, once they stand still; null: none to ask about. */
export function useVerdict(changes: readonly Change[] | null, sequence: number) {
  const language = useLanguage();
  const asked = useDebounced(changes === null ? null : JSON.stringify(changes.map(toWire)), 300);
  const answer = useQuery({
    queryKey: ["verdict", asked, sequence, language],
    queryFn: async ({ signal }): Promise<Verdict> => {
      const wire = JSON.parse(asked ?? "[]") as components["schemas"]["BatchIn"]["changes"];
      try {
        const body = { changes: wire };
        const found = bodyOf(await api.POST("/api/v1/planning/conflicts/preview", { body, signal }));
        return {
          faults: [],
          // An exception that was given for less does not hold for what is worse.
          blocking: found.blocking_conflicts.map((one) => ({ ...one, overridden: false })),
          warnings: found.new_conflicts.filter((one) => one.type === "soft"),
        };
      } catch (error) {
        if (error instanceof ProblemError && error.body?.errors)
          return { faults: error.body.errors, blocking: [], warnings: [] };
        throw error;
      }
    },
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 10_000,
  });
  return changes === null || asked === null
    ? { verdict: null, asking: changes !== null }
    : { verdict: answer.data ?? null, asking: answer.isFetching };
}
