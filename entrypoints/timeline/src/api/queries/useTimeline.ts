import { keepPreviousData, queryOptions, useQuery, type QueryClient } from "@tanstack/react-query";

import { api, bodyOf, brokenAnswer } from "@/api/client";
import { useLanguage, type Language } from "@/i18n/language";
import { decodeTimeline } from "@/plan/decode";
import type { Plan, Window } from "@/plan/model";

export const TIMELINE = "timeline";

export function timelineQuery(window: Window, language: Language) {
  return queryOptions({
    queryKey: [TIMELINE, window.from, window.to, language],
    queryFn: async ({ signal }): Promise<Plan> => {
      const query = { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() };
      const answer = bodyOf(await api.GET("/api/v1/planning/timeline", { params: { query }, signal }));
      try {
        return decodeTimeline(answer);
      } catch {
        throw brokenAnswer();
      }
    },
    structuralSharing: false,
    staleTime: 60_000,
  });
}

/** The plan of a window; while another window loads, the last one stays on screen. */
export function useTimeline(window: Window | null) {
  const language = useLanguage();
  return useQuery({
    ...timelineQuery(window ?? { from: 0, to: 0 }, language),
    enabled: window !== null,
    placeholderData: keepPreviousData,
  });
}

/** Have every window that is on screen read anew, and those kept read anew when they are next shown. */
export function refreshTimeline(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: [TIMELINE] });
}
