import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "@/api/client";
import { tellSignedOut } from "@/state/otherTabs";
import { rememberPlace } from "@/state/provider";
import { useSession } from "@/state/session";

/**
 * End the browser's session; what was read goes with it. Whom the identity provider signed in is sent on to it, and
 * comes back to `/sign-in`: else the next at this machine would be let in there without a question.
 */
export function useSignOut() {
  const client = useQueryClient();
  const leave = useSession((state) => state.leave);
  return useMutation({
    mutationFn: () => api.DELETE("/api/v1/planning/session"),
    onSuccess: ({ data }) => {
      leave();
      tellSignedOut();
      client.clear();
      if (data?.address === undefined) return;
      rememberPlace();
      location.assign(data.address);
    },
  });
}
