import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { JOB } from "@/api/queries/useJobs";
import type { components } from "@/api/schema";
import { useLanguage } from "@/i18n/language";

export type Job = components["schemas"]["JobOut"];

const OFTEN = 1_000;

export function isOver({ status }: Pick<Job, "status">): boolean {
  return status !== "queued" && status !== "running";
}

/** An auto-assign job with what it found so far; asked again each second until it is over. */
export function useJob(id: string | null) {
  const language = useLanguage();
  return useQuery({
    queryKey: [JOB, id, language],
    queryFn: async ({ signal }) =>
      bodyOf(
        await api.GET("/api/v1/planning/auto-assign/status/{job_id}", {
          params: { path: { job_id: id ?? "" } },
          signal,
        }),
      ),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && !isOver(state.data) ? OFTEN : false),
  });
}
