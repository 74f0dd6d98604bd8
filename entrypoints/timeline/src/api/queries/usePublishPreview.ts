import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";
import { useLanguage } from "@/i18n/language";

export type PublishScope = Pick<components["schemas"]["PublishIn"], "from" | "to"> & {
  readonly site_ids: string[];
  readonly mission_ids: string[];
};

export const PUBLISH_PREVIEW = "publish-preview";

/** What publishing a scope would change, and what stands in its way, as the plan is at `sequence`. */
export function usePublishPreview(scope: PublishScope | null, sequence: number) {
  const language = useLanguage();
  return useQuery({
    queryKey: [PUBLISH_PREVIEW, scope, sequence, language],
    queryFn: async ({ signal }) =>
      bodyOf(
        await api.POST("/api/v1/planning/publish/preview", {
          body: scope ?? { from: "", to: "", site_ids: [], mission_ids: [] },
          signal,
        }),
      ),
    enabled: scope !== null,
    // The same scope at an older state stays in sight while the newer one is worked out; another scope does not.
    placeholderData: (last, query) =>
      JSON.stringify(query?.queryKey[1]) === JSON.stringify(scope) ? last : undefined,
    gcTime: 60_000,
    staleTime: 0,
  });
}
