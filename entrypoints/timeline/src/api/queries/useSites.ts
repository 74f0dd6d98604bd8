import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";

/** Every site, with its zone. */
export function useSites(enabled = true) {
  return useQuery({
    queryKey: ["sites"],
    queryFn: async ({ signal }) => {
      const page = bodyOf(
        await api.GET("/api/v1/planning/sites", { params: { query: { limit: 1000 } }, signal }),
      );
      return page.items.map((item) => item.site);
    },
    enabled,
    staleTime: 300_000,
  });
}
