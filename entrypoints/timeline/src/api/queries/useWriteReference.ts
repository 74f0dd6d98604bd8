import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { refreshTimeline } from "@/api/queries/useTimeline";
import type { WireChange } from "@/plan/changes";

/** Write sites, roles, missions, people …: all of the changes or none, done once for one key. */
export function useWriteReference() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ changes, key }: { changes: WireChange[]; key: string }) =>
      bodyOf(await api.POST("/api/v1/planning/batch", { body: { changes }, headers: once(key) })),
    onSuccess: async () => {
      await Promise.all([refreshTimeline(client), client.invalidateQueries({ queryKey: ["sites"] })]);
    },
  });
}
