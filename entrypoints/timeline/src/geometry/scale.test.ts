import { expect, test } from "vitest";

import { windowShown } from "@/geometry/calendar";
import { instantAt, lasting, scaleOf, xAt } from "@/geometry/scale";

const PARIS = "Europe/Paris";
const HOUR = 3_600_000;
const WEEK = windowShown("week", "2026-03-02", PARIS);

test("a week fills the room there is", () => {
  const scale = scaleOf(WEEK, "week", 1400);

  expect(scale.width).toBe(1400);
  expect(xAt(scale, WEEK.from)).toBe(0);
  expect(xAt(scale, WEEK.to)).toBe(1400);
});

test("a day fills the room, and its week goes on beyond it", () => {
  const scale = scaleOf(WEEK, "day", 1200);

  expect(scale.width).toBe(7 * 1200);
  expect(xAt(scale, WEEK.from + 24 * HOUR)).toBe(1200);
});

test("days keep a least width however little room there is", () => {
  const month = windowShown("month", "2026-03-15", PARIS);

  expect(scaleOf(WEEK, "week", 300).width).toBe(7 * 116);
  expect(scaleOf(WEEK, "day", 300).width).toBe(7 * 720);
  expect(scaleOf(month, "month", 300).pixelsPerHour * 24).toBeCloseTo(40, 0);
});

test("an hour is as wide in the night of a clock change as in any other", () => {
  const scale = scaleOf(windowShown("week", "2026-10-25", PARIS), "week", 1690);

  expect((scale.to - scale.from) / HOUR).toBe(169);
  expect(scale.pixelsPerHour).toBe(10);
});

test("pixels lead back to the instant they came from", () => {
  const scale = scaleOf(WEEK, "week", 1237);

  for (let instant = WEEK.from; instant <= WEEK.to; instant += 37 * 60_000) {
    expect(instantAt(scale, xAt(scale, instant))).toBe(instant);
  }
});

test("an instant under a pixel is a whole number of milliseconds", () => {
  const scale = scaleOf(WEEK, "week", 1237);

  expect(Number.isInteger(instantAt(scale, 100 / 3))).toBe(true);
  expect(lasting(scale, scale.width)).toBeCloseTo(WEEK.to - WEEK.from, 3);
});
