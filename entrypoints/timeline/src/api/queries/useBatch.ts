import { useMutation } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { BatchAnswer } from "@/plan/answer";
import { toWire, type Change } from "@/plan/changes";

/** Write changes, all or none; sent again with the same key and the same changes it is done once. */
export async function writeBatch(changes: readonly Change[], key: string): Promise<BatchAnswer> {
  return bodyOf(
    await api.POST("/api/v1/planning/batch", { body: { changes: changes.map(toWire) }, headers: once(key) }),
  );
}

/** Write changes past the queue of edits: not shown until they are answered, and not to be undone. */
export function useBatch() {
  return useMutation({
    mutationFn: ({ changes, key }: { changes: readonly Change[]; key: string }) => writeBatch(changes, key),
    retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.passing,
    retryDelay: (attempt) => 400 * 2 ** attempt,
  });
}
