import { expect, test } from "vitest";

import { atWallTime, wallTime } from "@/geometry/calendar";
import { snapped, snappedDown, snappedUp, stepBetween, stepped } from "@/geometry/snapping";

const PARIS = "Europe/Paris";
const at = (date: string, time: string) => atWallTime(date, time, PARIS);

test("an instant snaps to the nearest step of the clock", () => {
  expect(snapped(at("2026-03-02", "09:14"), 30, PARIS)).toBe(at("2026-03-02", "09:00"));
  expect(snapped(at("2026-03-02", "09:16"), 30, PARIS)).toBe(at("2026-03-02", "09:30"));
  expect(snappedDown(at("2026-03-02", "09:29"), 30, PARIS)).toBe(at("2026-03-02", "09:00"));
  expect(snappedUp(at("2026-03-02", "09:01"), 60, PARIS)).toBe(at("2026-03-02", "10:00"));
});

test("steps are those of the wall clock in a zone of half hours", () => {
  const kolkata = "Asia/Kolkata";
  const instant = Date.parse("2026-03-02T09:20:00+05:30");

  expect(wallTime(snapped(instant, 60, kolkata), kolkata)).toBe("09:00");
});

test("the hour that spring leaves out is stepped over", () => {
  const before = at("2026-03-29", "01:50");

  expect(wallTime(snapped(before, 30, PARIS), PARIS)).toBe("03:00");
  expect(snapped(before, 30, PARIS) - before).toBe(10 * 60_000);
});

test("both times of an hour that autumn repeats can be snapped to", () => {
  const first = Date.parse("2026-10-25T02:30:00+02:00");
  const second = Date.parse("2026-10-25T02:30:00+01:00");

  expect(snapped(first + 60_000, 30, PARIS)).toBe(first);
  expect(snapped(second + 60_000, 30, PARIS)).toBe(second);
});

test("a clock that changes by half an hour is snapped to on both sides", () => {
  const lord = "Australia/Lord_Howe";
  const change = Date.parse("2026-10-03T15:30:00Z");

  for (let minute = -90; minute <= 90; minute += 7) {
    const found = wallTime(snapped(change + minute * 60_000, 60, lord), lord);
    expect(found.endsWith(":00")).toBe(true);
  }
});

test("a move by days keeps the time on the wall over a clock change", () => {
  const night = at("2026-03-28", "22:00");

  expect(stepped(night, { days: 1, minutes: 0 }, PARIS)).toBe(at("2026-03-29", "22:00"));
  expect(stepped(night, { days: 0, minutes: 300 }, PARIS)).toBe(at("2026-03-29", "04:00"));
});

test.each([
  ["2026-03-27", "22:00", "2026-03-30", "06:30"],
  ["2026-03-29", "01:30", "2026-03-29", "03:30"],
  ["2026-10-25", "01:00", "2026-10-24", "23:00"],
  ["2026-10-26", "09:00", "2026-10-24", "10:15"],
])("the move between two instants leads from one to the other (%s %s to %s %s)", (d1, t1, d2, t2) => {
  const [from, to] = [at(d1, t1), at(d2, t2)];

  expect(stepped(from, stepBetween(from, to, PARIS), PARIS)).toBe(to);
});

test("from a time that exists to its namesake on another day is a move by days alone", () => {
  expect(stepBetween(at("2026-03-27", "09:00"), at("2026-03-30", "09:00"), PARIS)).toEqual({
    days: 3,
    minutes: 0,
  });
});
