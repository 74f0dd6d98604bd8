import { useMutation } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import type { components } from "@/api/schema";

export type CopyIn = components["schemas"]["CopyIn"];

/** Copy a period's shifts onto another; sent again with the same key it is done once. */
export function useCopyShifts() {
  return useMutation({
    mutationFn: async ({ body, key }: { body: CopyIn; key: string }) =>
      bodyOf(await api.POST("/api/v1/planning/shifts/copy", { body, headers: once(key) })),
  });
}
