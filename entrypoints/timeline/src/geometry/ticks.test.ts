import { expect, test } from "vitest";

import { daysOf, windowShown, type Day } from "@/geometry/calendar";
import { clockChanges, ticksOf } from "@/geometry/ticks";

const PARIS = "Europe/Paris";

function dayAt(date: string, zone: string): Day {
  const day = daysOf(windowShown("week", date, zone), zone).find((one) => one.date === date);
  if (!day) throw new Error(date);
  return day;
}

function walls(date: string, zone: string, step: number): string[] {
  return ticksOf(dayAt(date, zone), zone, step).map((tick) => tick.wall);
}

test("a day has a tick at each step but midnight", () => {
  expect(walls("2026-03-03", PARIS, 360)).toEqual(["06:00", "12:00", "18:00"]);
  expect(walls("2026-03-03", PARIS, 15)).toHaveLength(95);
});

test("full hours are told from the steps between", () => {
  const ticks = ticksOf(dayAt("2026-03-03", PARIS), PARIS, 30);

  expect(ticks.slice(0, 3).map((tick) => [tick.wall, tick.hour])).toEqual([
    ["00:30", false],
    ["01:00", true],
    ["01:30", false],
  ]);
});

test("the hour left out in spring has no tick", () => {
  expect(walls("2026-03-29", PARIS, 60).slice(0, 3)).toEqual(["01:00", "03:00", "04:00"]);
});

test("the hour that comes twice in autumn has its ticks twice", () => {
  expect(walls("2026-10-25", PARIS, 60).slice(0, 4)).toEqual(["01:00", "02:00", "02:00", "03:00"]);
  expect(walls("2026-10-25", PARIS, 60)).toHaveLength(24);
});

test("a zone off the full hour has its ticks on its own hours", () => {
  const [first] = ticksOf(dayAt("2026-03-03", "Asia/Kathmandu"), "Asia/Kathmandu", 60);

  expect(first).toEqual({ at: Date.parse("2026-03-02T19:15Z"), wall: "01:00", hour: true });
});

test("clock changes say when, by how much, and what the clock shows around them", () => {
  expect(clockChanges(windowShown("week", "2026-03-29", PARIS), PARIS)).toEqual([
    { at: Date.parse("2026-03-29T01:00Z"), minutes: 60, before: "02:00", after: "03:00" },
  ]);
  expect(clockChanges(windowShown("week", "2026-10-25", PARIS), PARIS)).toEqual([
    { at: Date.parse("2026-10-25T01:00Z"), minutes: -60, before: "03:00", after: "02:00" },
  ]);
});

test("a window without a clock change, or a zone without any, has none", () => {
  expect(clockChanges(windowShown("week", "2026-06-03", PARIS), PARIS)).toEqual([]);
  expect(clockChanges(windowShown("week", "2026-03-29", "UTC"), "UTC")).toEqual([]);
});

test("a clock moved by half an hour is told so", () => {
  const zone = "Australia/Lord_Howe";

  const [change] = clockChanges(windowShown("week", "2026-04-05", zone), zone);

  expect(change).toMatchObject({ minutes: -30, before: "02:00", after: "01:30" });
});
