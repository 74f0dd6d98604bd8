import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { TIMELINE } from "@/api/queries/useTimeline";
import { useAir } from "@/features/drag/air";
import { catchUpWith } from "@/features/live/catchUp";

const WEEK = [TIMELINE, 0, 1, "en"];
let client: QueryClient;

beforeEach(() => {
  vi.useFakeTimers();
  client = new QueryClient();
  client.setQueryData(WEEK, { sequence: 10 });
});

afterEach(() => {
  useAir.getState().land();
  vi.useRealTimers();
});

function stale(): boolean {
  return client.getQueryState(WEEK)?.isInvalidated ?? false;
}

test("a plan that is behind is read anew", () => {
  catchUpWith(client).heard(11, false);

  vi.advanceTimersByTime(200);

  expect(stale()).toBe(true);
});

test("a plan that knows of the event already is left alone", () => {
  catchUpWith(client).heard(10, false);

  vi.advanceTimersByTime(2_000);

  expect(stale()).toBe(false);
});

test("a drag in the air is not disturbed, its landing lets the news in", () => {
  useAir.getState().fly({ kind: "lasso", left: 0, top: 0, right: 1, bottom: 1 });
  catchUpWith(client).heard(11, false);
  vi.advanceTimersByTime(5_000);
  const meanwhile = stale();

  useAir.getState().land();
  vi.advanceTimersByTime(200);

  expect(meanwhile).toBe(false);
  expect(stale()).toBe(true);
});

test("many events make one refresh", () => {
  const asked = vi.spyOn(client, "invalidateQueries");
  const behind = catchUpWith(client);

  for (let sequence = 11; sequence < 60; sequence++) behind.heard(sequence, false);
  vi.advanceTimersByTime(1_000);

  expect(asked).toHaveBeenCalledTimes(1);
});
