import { expect, test } from "vitest";

import { hourLabels } from "@/features/canvas/hourLabels";
import { daysOf, windowShown } from "@/geometry/calendar";
import { clockChanges } from "@/geometry/ticks";

const PARIS = "Europe/Paris";

function labels(pixelsPerHour: number): string[] {
  const window = windowShown("week", "2026-10-25", PARIS);
  const [change] = clockChanges(window, PARIS);
  const sunday = daysOf(window, PARIS).at(-1);
  if (!sunday) throw new Error("no Sunday");
  return hourLabels(sunday, PARIS, pixelsPerHour, change)
    .slice(0, 4)
    .map(({ wall, again }) => (again ? `again ${wall}` : wall));
}

test("an hour that comes twice is written where its neighbours leave it room", () => {
  expect(labels(60)).toEqual(["01:00", "02:00", "again 02:00", "03:00"]);
});

test("where there is little room the hour's second time goes before its neighbours", () => {
  expect(labels(40)).toEqual(["01:00", "02:00", "again 02:00", "04:00"]);
  expect(labels(30)).toEqual(["again 02:00", "04:00", "06:00", "08:00"]);
});
