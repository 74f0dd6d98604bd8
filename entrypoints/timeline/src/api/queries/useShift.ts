import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";

/** One shift, wherever in time it lies; asked anew when the plan has moved on. */
export function useShift(id: string, sequence: number) {
  return useQuery({
    queryKey: ["shift", id, sequence],
    queryFn: async ({ signal }) =>
      bodyOf(await api.GET("/api/v1/planning/shifts/{id}", { params: { path: { id } }, signal })).shift,
  });
}
