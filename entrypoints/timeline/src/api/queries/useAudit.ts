import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";

export type AuditEntry = components["schemas"]["AuditEntryOut"];

/** What was done to these things, newest first, at most 200 entries. `sequence`: asked anew when the plan has moved on. */
export function useAudit(entityIds: readonly string[], sequence: number, enabled = true) {
  return useQuery({
    queryKey: ["audit", entityIds, sequence],
    queryFn: async ({ signal }): Promise<AuditEntry[]> => {
      const page = bodyOf(
        await api.GET("/api/v1/planning/audit", {
          params: { query: { entity_id: entityIds.slice(0, 500), limit: 200 } },
          signal,
        }),
      );
      return page.items.map((item) => item.audit_entry);
    },
    placeholderData: keepPreviousData,
    enabled: enabled && entityIds.length > 0,
  });
}

/** Ids of assignments that were taken off a shift lately (of the 500 last removals), so that their history can be told. */
export function useRemovals(shiftId: string, sequence: number) {
  return useQuery({
    queryKey: ["removals", shiftId, sequence],
    queryFn: async ({ signal }): Promise<string[]> => {
      const page = bodyOf(
        await api.GET("/api/v1/planning/audit", {
          params: { query: { entity: ["assignment"], action: ["delete"], limit: 500 } },
          signal,
        }),
      );
      return page.items
        .map((item) => item.audit_entry)
        .filter((entry) => entry.before?.shift_id === shiftId)
        .map((entry) => entry.entity_id);
    },
    placeholderData: keepPreviousData,
  });
}
