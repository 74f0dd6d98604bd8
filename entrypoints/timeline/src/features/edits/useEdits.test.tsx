import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useHistory } from "@/features/edits/history";
import { useEdits } from "@/features/edits/useEdits";
import { changeAssignment, changeShift, type Change, type WireChange } from "@/plan/changes";
import type { Plan, Shift } from "@/plan/model";
import { useAnnouncements } from "@/state/announcements";
import { useNotices } from "@/state/notices";
import { editsPending, usePendingEdits } from "@/state/pending";
import { useSession } from "@/state/session";
import { anAssignment, aPlan, aShift, at } from "@/testing/plan";
import { answered, fakeServer, problem, unreachable, type Asked } from "@/testing/server";
import { planAfter } from "@/view/usePlan";
import { useTimeline } from "@/api/queries/useTimeline";

const NINE = at("03-02 09:00");
const HALF_HOUR = 1_800_000;

/** What the fake API holds: the versions of things, by id. */
let versions: Map<string, number>;
let client: QueryClient;

beforeEach(() => {
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
});

afterEach(() => {
  client.clear();
  vi.useRealTimers();
});

test("quick edits of one thing go one after the other and never run into themselves", async () => {
  const requests = fakeServer(write);
  const edits = editor();

  await act(async () => {
    const first = edits().apply({ label: "one", changes: [moved(HALF_HOUR)] });
    const second = edits().apply({ label: "two", changes: [moved(2 * HALF_HOUR)] });
    expect(await Promise.all([first, second])).toEqual([true, true]);
  });

  expect(expectations(requests)).toEqual([1, 2]);
  expect(shift().startsAt).toBe(NINE + 2 * HALF_HOUR);
});

test("an edit that was kept is read out, and nothing is shown over the plan", async () => {
  fakeServer(write);
  const edits = editor();

  await act(() => edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] }));

  expect(useAnnouncements.getState().text).toBe("Done: Move");
  expect(useNotices.getState().notices).toEqual([]);
});

test("what was asked shows at once, and goes back when it is refused", async () => {
  let refuse: (response: Response) => void = () => undefined;
  fakeServer((asked) =>
    asked.method === "POST" ? new Promise<Response>((resolve) => (refuse = resolve)) : answered(null, 500),
  );
  const edits = editor();

  const done = edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  const meanwhile = shift().startsAt;
  await waitFor(() => expect(usePendingEdits.getState().edits[0]?.state).toBe("sending"));
  await Promise.resolve();
  refuse(problem("hard-conflict", 409, "Refused.", { conflicts: [{ message: "Ana has no rest." }] }));

  expect(await done).toBe(false);
  expect(meanwhile).toBe(NINE + HALF_HOUR);
  expect(shift().startsAt).toBe(NINE);
  expect(useNotices.getState().notices).toEqual([
    expect.objectContaining({ tone: "refused", title: "Not done: Move", lines: ["Ana has no rest."] }),
  ]);
  expect(useHistory.getState().past).toEqual([]);
});

test("an edit built on a refused one goes with it", async () => {
  const requests = fakeServer((asked) =>
    asked.method === "POST" ? problem("hard-conflict", 409, "Refused.") : answered(null, 500),
  );
  const edits = editor();

  const kept = await Promise.all([
    edits().apply({ label: "one", changes: [moved(HALF_HOUR)] }),
    edits().apply({ label: "two", changes: [moved(2 * HALF_HOUR)] }),
  ]);

  expect(kept).toEqual([false, false]);
  expect(writes(requests)).toHaveLength(1);
  expect(useNotices.getState().notices.map((one) => one.lines)).toEqual([
    ["Refused.", "One edit made on top of it is taken back too."],
  ]);
});

test("an edit of what somebody else changed is refused, never written over", async () => {
  versions.set("x", 7);
  fakeServer(write);
  const edits = editor();

  const kept = await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });

  expect(kept).toBe(false);
  expect(versions.get("x")).toBe(7);
  expect(useNotices.getState().notices[0]?.lines).toEqual([
    "This was changed meanwhile. What stands now is shown.",
  ]);
});

test("an edit waits while the server is gone, and is sent again with its key", async () => {
  vi.useFakeTimers();
  let gone = true;
  const requests = fakeServer((asked) => (gone ? unreachable() : write(asked)));
  const edits = editor();

  const done = edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  await vi.advanceTimersByTimeAsync(600);
  const waiting = usePendingEdits.getState().edits.map((one) => [one.label, one.state]);
  const shownMeanwhile = shift().startsAt;
  gone = false;
  edits().retry();

  expect(await done).toBe(true);
  expect(waiting).toEqual([["Move", "waiting"]]);
  expect(shownMeanwhile).toBe(NINE + HALF_HOUR);
  expect(new Set(writes(requests).map((one) => one.headers.get("Idempotency-Key"))).size).toBe(1);
  expect(editsPending()).toBe(false);
});

test("an edit that waits can be given up", async () => {
  vi.useFakeTimers();
  fakeServer(() => unreachable());
  const edits = editor();

  const done = edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  await vi.advanceTimersByTimeAsync(600);
  edits().discard();

  expect(await done).toBe(false);
  expect(shift().startsAt).toBe(NINE);
  expect(useHistory.getState().past).toEqual([]);
});

test("an edit outlives the session, and is kept once signed in again", async () => {
  let signedIn = false;
  fakeServer((asked) => (signedIn ? write(asked) : problem("unauthenticated", 401, "Sign in.")));
  const edits = editor();

  const done = edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  await waitFor(() => expect(usePendingEdits.getState().edits[0]?.state).toBe("waiting"));
  signedIn = true;
  useSession.getState().enter();

  expect(await done).toBe(true);
  expect(versions.get("x")).toBe(2);
});

test("an undo brings back what was, a redo does it again", async () => {
  fakeServer(write);
  const edits = editor();

  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  const undone = await edits().undo();
  const afterUndo = shift().startsAt;
  const toldOfUndo = titles();
  const redone = await edits().redo();

  expect([undone, redone]).toEqual([true, true]);
  expect(afterUndo).toBe(NINE);
  expect(shift().startsAt).toBe(NINE + HALF_HOUR);
  expect([toldOfUndo, titles()]).toEqual([["Undone: Move"], ["Done again: Move"]]);
});

test("undos asked in a row go back in order, the answers of edits not awaited", async () => {
  const requests = fakeServer(write);
  const edits = editor();

  void edits().apply({ label: "one", changes: [moved(HALF_HOUR)] });
  void edits().apply({ label: "two", changes: [moved(2 * HALF_HOUR)] });
  const undone = await Promise.all([edits().undo(), edits().undo()]);

  expect(undone).toEqual([true, true]);
  expect(expectations(requests)).toEqual([1, 2, 3, 4]);
  expect(shift().startsAt).toBe(NINE);
});

test("an undo never writes over what somebody else did since", async () => {
  fakeServer(write);
  const edits = editor();
  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });
  versions.set("x", 3);

  const undone = await edits().undo();

  expect(undone).toBe(false);
  expect(versions.get("x")).toBe(3);
  expect(useNotices.getState().notices.map((one) => one.title)).toEqual(["Cannot be undone: Move"]);
  expect(useHistory.getState()).toMatchObject({ past: [], future: [] });
});

test("an undo that the rules refuse says why and can be tried later", async () => {
  let count = 0;
  fakeServer((asked) =>
    asked.method === "POST" && ++count === 2
      ? problem("hard-conflict", 409, "Refused.", { conflicts: [{ message: "Ana is on leave." }] })
      : write(asked),
  );
  const edits = editor();
  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });

  const undone = await edits().undo();

  expect(undone).toBe(false);
  expect(useNotices.getState().notices[0]).toMatchObject({
    title: "Cannot be undone: Move",
    lines: ["Ana is on leave."],
  });
  expect(useHistory.getState().past.map((one) => one.label)).toEqual(["Move"]);
});

test("an acceptance can be undone", async () => {
  const requests = fakeServer(write);
  const edits = editor();
  const proposal = anAssignment("a1", "x", "ana", { status: "proposed" });

  await edits().apply({ label: "Accept", changes: [changeAssignment(proposal, { status: "confirmed" })] });
  const undone = await edits().undo();

  expect(undone).toBe(true);
  expect(bodyOf(writes(requests)[1]).map((one) => [one.data?.status, one.expected_version])).toEqual([
    ["rejected", 2],
    ["proposed", 2],
  ]);
});

test("a publication cannot be undone", async () => {
  fakeServer(write);
  const edits = editor();

  await edits().apply({ label: "Publish", changes: [moved(HALF_HOUR)], final: true });

  expect(await edits().undo()).toBe(false);
  expect(useNotices.getState().notices.map((one) => one.title)).toEqual(["Nothing to undo."]);
});

test("an answer's conflicts stand on the plan before it is read anew", async () => {
  const found = {
    fingerprint: "f",
    shift_ids: ["x"],
    starts_at: "2026-03-02T08:00Z",
    ends_at: "2026-03-02T16:00Z",
  };
  fakeServer(async (asked) => {
    const response = write(asked);
    return response.ok
      ? answered({ ...((await response.json()) as object), new_conflicts: [found] })
      : response;
  });
  const edits = editor();

  await edits().apply({ label: "Move", changes: [moved(HALF_HOUR)] });

  expect(plan().conflictsByShift.get("x")).toEqual([found]);
});

function editor() {
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

function titles(): string[] {
  return useNotices.getState().notices.map((one) => one.title);
}

function plan(): Plan {
  const stored = client.getQueriesData<Plan>({ queryKey: ["timeline"] })[0]?.[1];
  if (!stored) throw new Error("no plan");
  return planAfter(stored, usePendingEdits.getState().edits);
}

function shift(): Shift {
  const found = plan().shifts.get("x");
  if (!found) throw new Error("no shift");
  return found;
}

/** Shift x, as the screen showed it first, moved by so much. */
function moved(by: number): Change {
  return changeShift(aShift("x"), { startsAt: NINE + by, endsAt: NINE + by + 8 * 2 * HALF_HOUR });
}

/** The one write path: versions are checked, then grow by one per thing and batch. */
function write(asked: Asked): Response {
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

function bodyOf(asked: Asked | undefined): readonly Sent[] {
  return (asked?.body as { changes: Sent[] }).changes;
}

function writes(requests: readonly Asked[]): Asked[] {
  return requests.filter((one) => one.method === "POST");
}

function expectations(requests: readonly Asked[]): (number | undefined)[] {
  return writes(requests).map((one) => bodyOf(one)[0]?.expected_version);
}
