import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";

export type PlanDiff = components["schemas"]["DiffOut"];

/** What the published plan became between two versions; versions never change. */
export function usePublicationDiff(number: number, other: number) {
  return useQuery({
    queryKey: ["publication-diff", number, other],
    queryFn: async ({ signal }): Promise<PlanDiff> => {
      const path = { number, other };
      return bodyOf(
        await api.GET("/api/v1/planning/publications/{number}/diff/{other}", { params: { path }, signal }),
      ).diff;
    },
    staleTime: Infinity,
  });
}
