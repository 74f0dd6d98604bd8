import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { everyPage, PAGE } from "@/api/pages";
import { asRead, useWriteOf, type Saving } from "@/api/queries/useWriteOf";
import type { components } from "@/api/schema";

export type AvailabilityRecord = components["schemas"]["AvailabilityOut"];
type AvailabilityIn = components["schemas"]["AvailabilityIn"];

const KEY = "availability";

/** All that is said of a person's time that ends after an instant. */
export function useAvailabilityOf(collaboratorId: string, from: number, sequence: number) {
  return useQuery({
    queryKey: [KEY, collaboratorId, from, sequence],
    queryFn: async ({ signal }): Promise<AvailabilityRecord[]> => {
      const items = await everyPage(async (cursor) =>
        bodyOf(
          await api.GET("/api/v1/planning/availability", {
            params: {
              query: {
                collaborator_id: [collaboratorId],
                from: new Date(from).toISOString(),
                limit: PAGE,
                cursor,
              },
            },
            signal,
          }),
        ),
      );
      return items.map((item) => item.availability);
    },
    placeholderData: keepPreviousData,
  });
}

/** What is told of a person's time: written as a fact, whatever it breaks; the answer names what it broke. */
export function useSaveAvailability() {
  return useWriteOf(KEY, async ({ existing, body, key }: Saving<AvailabilityRecord, AvailabilityIn>) =>
    existing
      ? bodyOf(await api.PUT("/api/v1/planning/availability/{id}", { params: asRead(existing), body }))
      : bodyOf(await api.POST("/api/v1/planning/availability", { body, headers: once(key) })),
  );
}

export function useDeleteAvailability() {
  return useWriteOf(KEY, async (record: AvailabilityRecord) => {
    await api.DELETE("/api/v1/planning/availability/{id}", { params: asRead(record) });
  });
}
