import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf, once } from "@/api/client";
import { ProblemError } from "@/api/problem";
import { PUBLICATIONS } from "@/api/queries/usePublications";
import { PUBLISH_PREVIEW, type PublishScope } from "@/api/queries/usePublishPreview";
import { refreshTimeline } from "@/api/queries/useTimeline";

interface Publishing {
  readonly scope: PublishScope;
  readonly note: string | null;
  /** The same for every attempt at one publication: it is made once. */
  readonly key: string;
}

/** Publish a scope as the next version. */
export function usePublish() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ scope, note, key }: Publishing) =>
      bodyOf(await api.POST("/api/v1/planning/publish", { body: { ...scope, note }, headers: once(key) })),
    retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.passing,
    retryDelay: (attempt) => 400 * 2 ** attempt,
    onSettled: () => {
      void refreshTimeline(client);
      void client.invalidateQueries({ queryKey: [PUBLICATIONS] });
      void client.invalidateQueries({ queryKey: [PUBLISH_PREVIEW] });
    },
  });
}
