/** Components with a query client of their own, signed in, in English. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";

import { timelineQuery } from "@/api/queries/useTimeline";
import type { Plan } from "@/plan/model";
import { useSession } from "@/state/session";

const EVERYTHING = ["read", "write", "auto_assign", "publish", "override", "administer"];

/** Renders with a plan that the page has read, as somebody who may do `may`. */
export function renderOnPage(element: ReactElement, plan: Plan, may: readonly string[] = EVERYTHING) {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Infinity, retry: false }, mutations: { retry: false } },
  });
  client.setQueryData(["me"], { user_id: "test", may, timezone: plan.timezone });
  client.setQueryData(timelineQuery(plan.window, "en").queryKey, plan);
  useSession.setState({ state: "in" });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return { client, ...render(element, { wrapper }) };
}
