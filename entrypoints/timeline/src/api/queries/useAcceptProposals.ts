import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { JOB } from "@/api/queries/useJobs";
import { refreshTimeline } from "@/api/queries/useTimeline";

/** Confirm what a job proposed, wherever it lies; what somebody altered since is left alone. */
export function useAcceptProposals() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ jobId, assignmentIds }: { jobId: string; assignmentIds: readonly string[] }) =>
      bodyOf(
        await api.POST("/api/v1/planning/auto-assign/accept/{job_id}", {
          params: { path: { job_id: jobId } },
          body: { assignment_ids: [...assignmentIds] },
          headers: once(),
        }),
      ),
    onSettled: async (_answer, _error, { jobId }) => {
      await Promise.all([client.invalidateQueries({ queryKey: [JOB, jobId] }), refreshTimeline(client)]);
    },
  });
}
