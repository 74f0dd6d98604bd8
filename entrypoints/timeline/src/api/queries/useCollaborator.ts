import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { refreshTimeline } from "@/api/queries/useTimeline";
import type { components } from "@/api/schema";

export type CollaboratorRecord = components["schemas"]["CollaboratorOut"];
export type CollaboratorIn = components["schemas"]["CollaboratorIn"];

const KEY = "collaborator";

/** A person with all that is kept about them; null: nobody asked for. */
export function useCollaborator(id: string | null) {
  return useQuery({
    queryKey: [KEY, id],
    queryFn: async ({ signal }): Promise<CollaboratorRecord> =>
      bodyOf(
        await api.GET("/api/v1/planning/collaborators/{id}", { params: { path: { id: id ?? "" } }, signal }),
      ).collaborator,
    enabled: id !== null,
  });
}

export function useSaveCollaborator() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({
      existing,
      body,
      key,
    }: {
      existing: CollaboratorRecord | null;
      body: CollaboratorIn;
      key: string;
    }) =>
      existing
        ? bodyOf(
            await api.PUT("/api/v1/planning/collaborators/{id}", {
              params: { path: { id: existing.id }, header: { "If-Match": `"${existing.version}"` } },
              body,
            }),
          )
        : bodyOf(await api.POST("/api/v1/planning/collaborators", { body, headers: once(key) })),
    onSettled: () => Promise.all([refreshTimeline(client), client.invalidateQueries({ queryKey: [KEY] })]),
  });
}
