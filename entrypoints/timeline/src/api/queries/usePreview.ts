import { useMutation } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { toWire, type Change } from "@/plan/changes";

/** What writing these changes would come to, asked apart from any component; nothing is written. */
export async function previewChanges(changes: readonly Change[], signal?: AbortSignal) {
  return bodyOf(
    await api.POST("/api/v1/planning/conflicts/preview", {
      body: { changes: changes.map(toWire) },
      signal: signal ?? null,
    }),
  );
}

/** What writing these changes would come to; nothing is written. */
export function usePreview() {
  return useMutation({
    mutationFn: ({ changes, signal }: { changes: readonly Change[]; signal?: AbortSignal }) =>
      previewChanges(changes, signal),
  });
}
