import { useMutation } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { toWire, type Change } from "@/plan/changes";

/** What writing these changes would come to; nothing is written. */
export function usePreview() {
  return useMutation({
    mutationFn: async ({ changes, signal }: { changes: readonly Change[]; signal?: AbortSignal }) =>
      bodyOf(
        await api.POST("/api/v1/planning/conflicts/preview", {
          body: { changes: changes.map(toWire) },
          signal: signal ?? null,
        }),
      ),
  });
}
