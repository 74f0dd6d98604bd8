import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { JOB } from "@/api/queries/useJobs";

/** Stop a job; the best that it found stays. */
export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) =>
      bodyOf(
        await api.POST("/api/v1/planning/auto-assign/cancel/{job_id}", {
          params: { path: { job_id: id } },
          headers: once(),
        }),
      ),
    onSuccess: (job) => void client.invalidateQueries({ queryKey: [JOB, job.job_id] }),
  });
}
