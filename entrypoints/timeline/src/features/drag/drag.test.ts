import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ProblemError } from "@/api/problem";
import { useAir } from "@/features/drag/air";
import { spanBetween } from "@/features/drag/freeFlights";
import { Judge, type PreviewAnswer } from "@/features/drag/judge";
import { track, type Flight, type Point } from "@/features/drag/track";
import { changeShift } from "@/plan/changes";
import { aShift, at } from "@/testing/plan";

const PARIS = "Europe/Paris";

beforeEach(() => {
  vi.useFakeTimers();
  useAir.setState({ air: null, verdict: null });
});

afterEach(() => {
  vi.useRealTimers();
});

test("a span drawn either way takes whole steps, and at least one", () => {
  const hands = { zoom: "week", snap: 30, zone: PARIS } as const;

  expect(spanBetween(at("03-02 09:10"), at("03-02 11:05"), hands)).toEqual({
    from: at("03-02 09:00"),
    to: at("03-02 11:30"),
  });
  expect(spanBetween(at("03-02 11:05"), at("03-02 09:10"), hands).from).toBe(at("03-02 09:00"));
  expect(spanBetween(at("03-02 09:00"), at("03-02 09:00"), hands).to).toBe(at("03-02 09:30"));
});

test("in the month a span is a working day's hours, from the first day to the last", () => {
  const hands = { zoom: "month", snap: 30, zone: PARIS } as const;

  expect(spanBetween(at("03-04 02:00"), at("03-02 23:00"), hands)).toEqual({
    from: at("03-02 09:00"),
    to: at("03-04 17:00"),
  });
});

test("the newest place alone is judged, after a moment of rest", async () => {
  const asked: number[] = [];
  const judge = new Judge((changes) => {
    asked.push(changes.length);
    return Promise.resolve(answer({ new_conflicts: [{ message: "Ana works late." }] }));
  }, PARIS);

  judge.ask([moved("03-02 10:00")]);
  judge.ask([moved("03-02 10:30"), moved("03-02 11:00")]);
  const meanwhile = useAir.getState().verdict;
  await vi.advanceTimersByTimeAsync(200);

  expect(asked).toEqual([2]);
  expect(meanwhile).toEqual({ kind: "asking" });
  expect(useAir.getState().verdict).toEqual({ kind: "warned", sentences: ["Ana works late."] });
});

test("an answer that comes after the gesture went on says nothing", async () => {
  let settle: (answer: PreviewAnswer) => void = () => undefined;
  const judge = new Judge(() => new Promise((resolve) => (settle = resolve)), PARIS);
  judge.ask([moved("03-02 10:00")]);
  await vi.advanceTimersByTimeAsync(200);

  judge.say({ kind: "refused", sentences: ["No."] });
  settle(answer({}));
  await vi.advanceTimersByTimeAsync(0);

  expect(useAir.getState().verdict).toEqual({ kind: "refused", sentences: ["No."] });
});

test.each<[string, Partial<PreviewAnswer> | ProblemError, unknown]>([
  ["fits", {}, { kind: "fine" }],
  [
    "is refused",
    { would_be_refused: true, blocking_conflicts: [{ message: "No rest." }] as never },
    { kind: "refused", sentences: ["No rest."] },
  ],
  ["cannot be asked", new ProblemError("unreachable", "Gone.", 0, null), null],
  ["makes no sense", new ProblemError("invalid", "No.", 422, null), { kind: "refused", sentences: ["No."] }],
])("what %s is said so", async (_name, reply, verdict) => {
  const judge = new Judge(
    () => (reply instanceof ProblemError ? Promise.reject(reply) : Promise.resolve(answer(reply))),
    PARIS,
  );

  judge.ask([moved("03-02 10:00")]);
  await vi.advanceTimersByTimeAsync(200);

  expect(useAir.getState().verdict).toEqual(verdict);
});

test("a pointer that hardly moves clicks, one that moves drags and drops", () => {
  const clicked = vi.fn();
  const flight = recorder();

  track(down("mouse"), { begin: () => flight, click: clicked });
  pointer("pointermove", 102, 100);
  pointer("pointerup", 102, 100);
  track(down("mouse"), { begin: () => flight, click: clicked });
  pointer("pointermove", 140, 100);
  pointer("pointerup", 150, 100);

  expect(clicked).toHaveBeenCalledTimes(1);
  expect(flight.ends).toEqual(["drop 150"]);
});

test("Escape and a lost pointer call a drag off", () => {
  const flight = recorder();

  track(down("mouse"), { begin: () => flight });
  pointer("pointermove", 140, 100);
  dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  pointer("pointerup", 150, 100);
  track(down("mouse"), { begin: () => flight });
  pointer("pointermove", 140, 100);
  pointer("pointercancel", 140, 100);

  expect(flight.ends).toEqual(["cancel", "cancel"]);
});

test("a finger that moves at once scrolls, one that rests first drags", () => {
  const flight = recorder();

  track(down("touch"), { begin: () => flight });
  pointer("pointermove", 140, 100);
  vi.advanceTimersByTime(500);
  pointer("pointerup", 140, 100);
  track(down("touch"), { begin: () => flight });
  vi.advanceTimersByTime(500);
  pointer("pointerup", 140, 100);

  expect(flight.ends).toEqual(["drop 140"]);
});

function moved(time: string) {
  return changeShift(aShift("x"), { startsAt: at(time), endsAt: at("03-02 20:00") });
}

function answer(said: object): PreviewAnswer {
  return {
    items: [],
    conflicts: [],
    new_conflicts: [],
    resolved_conflicts: [],
    blocking_conflicts: [],
    would_be_refused: false,
    ...said,
  };
}

function down(pointerType: string) {
  return { pointerId: 1, pointerType, clientX: 100, clientY: 100, altKey: false };
}

function pointer(type: string, x: number, y: number): void {
  dispatchEvent(Object.assign(new MouseEvent(type, { clientX: x, clientY: y }), { pointerId: 1 }));
}

function recorder(): Flight & { readonly ends: string[] } {
  const ends: string[] = [];
  return {
    ends,
    follow: () => undefined,
    drop: (point: Point) => void ends.push(`drop ${point.x}`),
    cancel: () => void ends.push("cancel"),
  };
}
