import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { refreshTimeline } from "@/api/queries/useTimeline";
import type { components } from "@/api/schema";

/** Make the shifts of a period (days) from templates; what is there already is not made again. */
export function useGenerate() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: components["schemas"]["GenerateIn"]) =>
      bodyOf(await api.POST("/api/v1/planning/shifts/generate", { body, headers: once() })),
    onSettled: () => refreshTimeline(client),
  });
}
