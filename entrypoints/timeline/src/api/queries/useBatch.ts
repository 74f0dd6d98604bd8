import { useMutation } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { ProblemError } from "@/api/problem";
import { toWire, type Change } from "@/plan/changes";

/** Write changes, all or none. Sent again with the same key while the server cannot be reached: done once. */
export function useBatch() {
  return useMutation({
    mutationFn: async ({ changes, key }: { changes: readonly Change[]; key: string }) =>
      bodyOf(
        await api.POST("/api/v1/planning/batch", {
          body: { changes: changes.map(toWire) },
          headers: once(key),
        }),
      ),
    retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.passing,
    retryDelay: (attempt) => 400 * 2 ** attempt,
  });
}
