import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";

const PATH = "/api/v1/planning/collaborators/{id}/calendar";
const keyOf = (id: string) => ["calendar", id];

/** Since when somebody has a calendar address, and when it was fetched last; null: they have none. */
export function useCalendar(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: async ({ signal }) => bodyOf(await api.GET(PATH, { params: { path: { id } }, signal })).calendar,
  });
}

/** Make somebody's calendar address or renew it: the new one, which is told this once. */
export function useRenewCalendar(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { path } = bodyOf(await api.POST(PATH, { params: { path: { id } }, headers: once() }));
      return path === null ? null : `${location.origin}${path}`;
    },
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(id) }),
  });
}

/** Take somebody's calendar address back. */
export function useEndCalendar(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => bodyOf(await api.DELETE(PATH, { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(id) }),
  });
}
