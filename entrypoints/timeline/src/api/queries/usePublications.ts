import { useInfiniteQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";

export const PUBLICATIONS = "publications";

export type Publication = components["schemas"]["PublicationOut"];

/** Versions, the newest first, page by page. */
export function usePublications() {
  return useInfiniteQuery({
    queryKey: [PUBLICATIONS],
    queryFn: async ({ signal, pageParam }) =>
      bodyOf(
        await api.GET("/api/v1/planning/publications", {
          params: { query: { limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    select: (data) => data.pages.flatMap((page) => page.items.map((item) => item.publication)),
  });
}
