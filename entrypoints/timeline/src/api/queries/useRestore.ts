import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { refreshTimeline } from "@/api/queries/useTimeline";

/** Put a version's shifts back as drafts. */
export function useRestore() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ number, key }: { number: number; key: string }) =>
      bodyOf(
        await api.POST("/api/v1/planning/publications/{number}/restore", {
          params: { path: { number } },
          headers: once(key),
        }),
      ),
    onSettled: () => refreshTimeline(client),
  });
}
