import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { everyPage, PAGE } from "@/api/pages";

/** Every site, with its zone. */
export function useSites(enabled = true) {
  return useQuery({
    queryKey: ["sites"],
    queryFn: async ({ signal }) => {
      const items = await everyPage(async (cursor) =>
        bodyOf(
          await api.GET("/api/v1/planning/sites", { params: { query: { limit: PAGE, cursor } }, signal }),
        ),
      );
      return items.map((item) => item.site);
    },
    enabled,
    staleTime: 300_000,
  });
}
