import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";

/** A version with all that it holds; it never changes. */
export function usePublication(number: number) {
  return useQuery({
    queryKey: ["publication", number],
    queryFn: async ({ signal }) => {
      const path = { number };
      const answer = await api.GET("/api/v1/planning/publications/{number}", { params: { path }, signal });
      return bodyOf(answer).publication;
    },
    staleTime: Infinity,
  });
}
