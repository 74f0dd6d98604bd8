import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";

export const JOB = "job";
export const JOBS = "jobs";
export type JobSummary = components["schemas"]["JobSummary"];

/** The newest auto-assign jobs, newest first. */
export function useJobs() {
  return useQuery({
    queryKey: [JOBS],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/api/v1/planning/auto-assign/jobs", { params: { query: { limit: 20 } }, signal }))
        .items,
  });
}
