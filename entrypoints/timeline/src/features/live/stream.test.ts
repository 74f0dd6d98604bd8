import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { useLive } from "@/features/live/state";
import { openStream, type EventName } from "@/features/live/stream";

/** Stands in for the browser's own: what it is told, and what it was asked for. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readyState = 0;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }

  close(): void {
    this.readyState = FakeSource.CLOSED;
  }

  tell(name: EventName, data: string): void {
    this.dispatchEvent(new MessageEvent(name, { data }));
  }

  fail(state: number): void {
    this.readyState = state;
    this.onerror?.();
  }
}

function newest(): FakeSource {
  const source = FakeSource.opened.at(-1);
  if (!source) throw new Error("no stream was opened");
  return source;
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.opened = [];
  vi.stubGlobal("EventSource", FakeSource);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("events are handed on with their number, and the page is live", () => {
  const heard: [EventName, number][] = [];
  const stream = openStream((name, data) => heard.push([name, data.sequence]), vi.fn());

  newest().tell("hello", '{"sequence": 7}');
  newest().tell("plan.changed", '{"sequence": 8, "changes": []}');

  expect(heard).toEqual([
    ["hello", 7],
    ["plan.changed", 8],
  ]);
  expect(useLive.getState().link).toEqual({ state: "live" });
  stream.close();
});

test("what is no event of ours is passed over", () => {
  const heard = vi.fn();
  const stream = openStream(heard, vi.fn());

  newest().tell("plan.changed", "<html>");
  newest().tell("plan.changed", '{"sequence": "8"}');

  expect(heard).not.toHaveBeenCalled();
  stream.close();
});

test("a stream that the API refused is opened again after the last number", () => {
  const refused = vi.fn();
  const stream = openStream(vi.fn(), refused);
  newest().tell("hello", '{"sequence": 41}');

  newest().fail(FakeSource.CLOSED);
  vi.advanceTimersByTime(3_000);

  expect(refused).toHaveBeenCalledOnce();
  expect(FakeSource.opened.map((one) => one.url)).toEqual([
    "/api/v1/planning/events",
    "/api/v1/planning/events?after=41",
  ]);
  stream.close();
});

test("a break is a reconnection at first, and offline since its beginning later", () => {
  vi.setSystemTime(1_000_000);
  const stream = openStream(vi.fn(), vi.fn());
  newest().tell("hello", '{"sequence": 1}');

  newest().fail(0);
  const early = useLive.getState().link;
  vi.advanceTimersByTime(9_000);

  expect(early).toEqual({ state: "reconnecting", since: 1_000_000 });
  expect(useLive.getState().link).toEqual({ state: "offline", since: 1_000_000 });
  stream.close();
});

test("a page that is back online asks anew at once", () => {
  const stream = openStream(vi.fn(), vi.fn());
  newest().tell("hello", '{"sequence": 5}');

  dispatchEvent(new Event("online"));

  expect(FakeSource.opened.map((one) => one.url).at(-1)).toBe("/api/v1/planning/events?after=5");
  stream.close();
});
