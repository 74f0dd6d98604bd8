import { QueryClient } from "@tanstack/react-query";

import { ProblemError } from "@/api/problem";

/** Server state: asked again only where asking again can help. */
export function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Twice within two seconds: then the user is told, and may ask again.
        retry: (failures, error) => failures < 2 && (!(error instanceof ProblemError) || error.passing),
        retryDelay: (attempt) => 500 * 2 ** attempt,
        refetchOnWindowFocus: false,
      },
    },
  });
}
