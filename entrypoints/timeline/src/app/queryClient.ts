import { QueryClient } from "@tanstack/react-query";

import { ProblemError } from "@/api/problem";

/** Server state: asked again only where asking again can help. */
export function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 3 && (!(error instanceof ProblemError) || error.passing),
        refetchOnWindowFocus: false,
      },
    },
  });
}
