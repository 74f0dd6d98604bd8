import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api } from "@/api/client";
import { tellSignedOut } from "@/state/otherTabs";
import { useSession } from "@/state/session";

/** End the browser's session; what was read goes with it. */
export function useSignOut() {
  const client = useQueryClient();
  const leave = useSession((state) => state.leave);
  return useMutation({
    mutationFn: () => api.DELETE("/api/v1/planning/session"),
    onSuccess: () => {
      leave();
      tellSignedOut();
      client.clear();
    },
  });
}
