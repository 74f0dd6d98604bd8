import { useQuery } from "@tanstack/react-query";

import { api, bodyOf } from "@/api/client";
import type { components } from "@/api/schema";
import { useSession } from "@/state/session";

export const ME = "me";
export type Me = components["schemas"]["MeOut"];

/** Who is signed in and may do what; asked once. */
export function useMe() {
  const enter = useSession((state) => state.enter);
  return useQuery({
    queryKey: [ME],
    queryFn: async ({ signal }) => {
      const me = bodyOf(await api.GET("/api/v1/planning/me", { signal }));
      enter();
      return me;
    },
    staleTime: Infinity,
  });
}

export type Power = "read" | "write" | "auto_assign" | "publish" | "override" | "administer";

/** Whether who is signed in may do that; false until it is known. */
export function useMay(power: Power): boolean {
  return useMe().data?.may.includes(power) ?? false;
}
