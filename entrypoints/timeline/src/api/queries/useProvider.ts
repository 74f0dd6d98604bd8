import { useMutation, useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { rememberPlace } from "@/state/provider";

/** What people sign in with besides a link or a token; null where there is nothing. */
export function useProvider(): { readonly name: string } | null {
  const { data } = useQuery({
    queryKey: ["sign-in-ways"],
    queryFn: async ({ signal }) => bodyOf(await api.GET("/api/v1/planning/session", { signal })),
    staleTime: Infinity,
  });
  return data?.provider ?? null;
}

/** Go to the provider's sign-in page, from which the browser comes back to `/sign-in`. */
export function useLeaveForProvider() {
  return useMutation({
    mutationFn: async () => bodyOf(await api.POST("/api/v1/planning/session/provider")),
    onSuccess: ({ address }) => {
      rememberPlace();
      location.assign(address);
    },
  });
}
