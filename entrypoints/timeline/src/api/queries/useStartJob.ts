import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { JOBS } from "@/api/queries/useJobs";
import type { components } from "@/api/schema";

export type JobWish = components["schemas"]["AutoAssignIn"];

/** Start filling open seats; while the same is asked for by a live job, that one answers. */
export function useStartJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (wish: JobWish) =>
      bodyOf(await api.POST("/api/v1/planning/auto-assign/start", { body: wish, headers: once() })),
    onSuccess: () => void client.invalidateQueries({ queryKey: [JOBS] }),
  });
}
