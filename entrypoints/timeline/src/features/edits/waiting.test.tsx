import { waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useHistory } from "@/features/edits/history";
import {
  closePlan,
  editor,
  HALF_HOUR,
  moved,
  NINE,
  openPlan,
  shift,
  versions,
  write,
  writes,
} from "@/features/edits/testing";
import { editsPending, usePendingEdits } from "@/state/pending";
import { useSession } from "@/state/session";
import { fakeServer, problem, unreachable } from "@/testing/server";

beforeEach(openPlan);
afterEach(() => {
  closePlan();
  vi.useRealTimers();
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
