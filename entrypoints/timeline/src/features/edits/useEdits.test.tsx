import { act, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { useHistory } from "@/features/edits/history";
import {
  closePlan,
  editor,
  expectations,
  HALF_HOUR,
  moved,
  NINE,
  openPlan,
  plan,
  shift,
  versions,
  write,
  writes,
} from "@/features/edits/testing";
import { useAnnouncements } from "@/state/announcements";
import { useNotices } from "@/state/notices";
import { usePendingEdits } from "@/state/pending";
import { answered, fakeServer, problem } from "@/testing/server";

beforeEach(openPlan);
afterEach(closePlan);

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
