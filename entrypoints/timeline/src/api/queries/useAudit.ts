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
