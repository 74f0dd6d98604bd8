import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";
import { useLanguage } from "@/i18n/language";
import { isolated } from "@/plan/bidi";

export type Candidate = components["schemas"]["CandidateOut"];

/**
 * Everybody for a seat of a shift: who fits by rank, then who is excluded and why. Asked anew as the plan moves on;
 * not while `asked` is false.
 */
export function useCandidates(shiftId: string, sequence: number, asked: boolean) {
  const language = useLanguage();
  return useQuery({
    queryKey: ["candidates", shiftId, sequence, language],
    queryFn: async ({ signal }): Promise<Candidate[]> => {
      const found = bodyOf(
        await api.GET("/api/v1/planning/shifts/{id}/candidates", {
          params: { path: { id: shiftId }, query: { limit: 1000 } },
          signal,
        }),
      );
      return found.items.map((one) => ({ ...one, name: isolated(one.name) }));
    },
    enabled: asked,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });
}
