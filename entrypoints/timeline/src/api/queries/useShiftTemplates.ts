import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { everyPage, PAGE } from "@/api/pages";
import type { components } from "@/api/schema";
import { isolated } from "@/plan/bidi";

export type ShiftTemplate = components["schemas"]["ShiftTemplateOut"];

/** Every shift template. */
export function useShiftTemplates(enabled = true) {
  return useQuery({
    queryKey: ["shift-templates"],
    queryFn: async ({ signal }) => {
      const items = await everyPage(async (cursor) =>
        bodyOf(
          await api.GET("/api/v1/planning/shift-templates", {
            params: { query: { limit: PAGE, cursor } },
            signal,
          }),
        ),
      );
      return items.map(({ shift_template: one }) => ({ ...one, name: isolated(one.name) }));
    },
    enabled,
    staleTime: 60_000,
  });
}
