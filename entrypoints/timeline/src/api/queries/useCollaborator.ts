import { useQuery } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { asRead, useWriteOf, type Saving } from "@/api/queries/useWriteOf";
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
  return useWriteOf(KEY, async ({ existing, body, key }: Saving<CollaboratorRecord, CollaboratorIn>) =>
    existing
      ? bodyOf(await api.PUT("/api/v1/planning/collaborators/{id}", { params: asRead(existing), body }))
      : bodyOf(await api.POST("/api/v1/planning/collaborators", { body, headers: once(key) })),
  );
}
