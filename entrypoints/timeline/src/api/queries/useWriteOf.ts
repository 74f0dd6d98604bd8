import { useMutation, useQueryClient } from "@tanstack/react-query";

import { refreshTimeline } from "@/api/queries/useTimeline";

/** A thing as it was read, to be replaced; null: a new one, made once for its key. */
export interface Saving<Existing, Body> {
  readonly existing: Existing | null;
  readonly body: Body;
  readonly key: string;
}

/** A request that alters things of a kind: they and the plan are read anew, whatever it came to. */
export function useWriteOf<Sent, Answer>(kind: string, write: (sent: Sent) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSettled: () => Promise.all([refreshTimeline(client), client.invalidateQueries({ queryKey: [kind] })]),
  });
}

/** Names a thing as it was read, so that nothing newer is written over. */
export function asRead({ id, version }: { readonly id: string; readonly version: number }) {
  return { path: { id }, header: { "If-Match": `"${version}"` } };
}
