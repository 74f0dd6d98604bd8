import { useMutation, useQueryClient } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import { ME, type Me } from "@/api/queries/useMe";
import type { ProviderAnswer } from "@/state/provider";
import { useSession } from "@/state/session";

type Proof = { readonly code: string } | { readonly token: string } | { readonly provider: ProviderAnswer };

/** Sign this browser in: with the code of a one-time link, a token, or what the identity provider answered. */
export function useSignIn() {
  const client = useQueryClient();
  const enter = useSession((state) => state.enter);
  return useMutation({
    mutationFn: async (proof: Proof) => bodyOf(await api.POST("/api/v1/planning/session", { body: proof })),
    onSuccess: async (me) => {
      const before = client.getQueryData<Me>([ME]);
      await client.cancelQueries({ queryKey: [ME] });
      client.setQueryData<Me>([ME], me);
      enter();
      const others = { predicate: ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[0] !== ME };
      // Somebody else at the same screen must not see what the one before could see.
      if (before && (before.user_id !== me.user_id || before.role !== me.role))
        void client.resetQueries(others);
      else void client.invalidateQueries(others);
    },
  });
}
