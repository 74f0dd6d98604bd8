/** An editor of the plan for tests, before a fake API that holds the versions of things. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";

import { useTimeline } from "@/api/queries/useTimeline";
import { useHistory } from "@/features/edits/history";
import { useEdits } from "@/features/edits/useEdits";
import { changeShift, type Change, type WireChange } from "@/plan/changes";
import type { Plan, Shift } from "@/plan/model";
import { useNotices } from "@/state/notices";
import { usePendingEdits } from "@/state/pending";
import { useSession } from "@/state/session";
import { anAssignment, aPlan, aShift, at } from "@/testing/plan";
import { answered, problem, type Asked } from "@/testing/server";
import { planAfter } from "@/view/usePlan";

export const NINE = at("03-02 09:00");
export const HALF_HOUR = 1_800_000;

/** What the fake API holds: the versions of things, by id. */
export let versions: Map<string, number>;
let client: QueryClient;

/** Two shifts, and Ana proposed for the first; nothing edited yet. */
export function openPlan(): void {
  versions = new Map([
    ["x", 1],
    ["y", 1],
    ["a1", 1],
  ]);
  useHistory.setState({ past: [], future: [] });
  useNotices.setState({ notices: [] });
  usePendingEdits.setState({ edits: [] });
  useSession.setState({ state: "in" });
  const plan = aPlan([aShift("x"), aShift("y")], [anAssignment("a1", "x", "ana", { status: "proposed" })]);
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  client.setQueryData(["timeline", plan.window.from, plan.window.to, "en"], plan);
}

export function closePlan(): void {
  client.clear();
}

export function editor() {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(
    () => {
      useTimeline(aPlan().window);
      return useEdits();
    },
    { wrapper },
  );
  return () => result.current;
}

export function titles(): string[] {
  return useNotices.getState().notices.map((one) => one.title);
}

export function plan(): Plan {
  const stored = client.getQueriesData<Plan>({ queryKey: ["timeline"] })[0]?.[1];
  if (!stored) throw new Error("no plan");
  return planAfter(stored, usePendingEdits.getState().edits);
}

export function shift(): Shift {
  const found = plan().shifts.get("x");
  if (!found) throw new Error("no shift");
  return found;
}

/** Shift x, as the screen showed it first, moved by so much. */
export function moved(by: number): Change {
  return changeShift(aShift("x"), { startsAt: NINE + by, endsAt: NINE + by + 8 * 2 * HALF_HOUR });
}

/** The one write path: versions are checked, then grow by one per thing and batch. */
export function write(asked: Asked): Response {
  if (asked.method !== "POST") return problem("unavailable", 503, "Not here.");
  const changes = (asked.body as { changes: WireChange[] }).changes;
  for (const change of changes) {
    const expected = change.expected_version;
    if (expected !== undefined && expected !== versions.get(change.id ?? ""))
      return problem("stale-version", 412, "Stale.");
  }
  for (const id of new Set(changes.map((one) => one.id ?? ""))) versions.set(id, (versions.get(id) ?? 0) + 1);
  const items = changes.map((change) => ({
    [change.entity]: {
      ...change.data,
      id: change.id,
      version: versions.get(change.id ?? ""),
      ever_published: false,
    },
    conflicts: [],
  }));
  return answered({ items, conflicts: [], new_conflicts: [], resolved_conflicts: [] });
}

interface Sent {
  readonly data?: { readonly status?: string };
  readonly expected_version?: number;
}

export function bodyOf(asked: Asked | undefined): readonly Sent[] {
  return (asked?.body as { changes: Sent[] }).changes;
}

export function writes(requests: readonly Asked[]): Asked[] {
  return requests.filter((one) => one.method === "POST");
}

export function expectations(requests: readonly Asked[]): (number | undefined)[] {
  return writes(requests).map((one) => bodyOf(one)[0]?.expected_version);
}
