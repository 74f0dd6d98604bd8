import { expect, test } from "vitest";

import { shiftsOfDay, swipeOf } from "@/features/agenda/day";
import type { Plan, Shift } from "@/plan/model";
import { FIRST_VIEW } from "@/view/view";

const HOUR = 3_600_000;
const DAY = { startsAt: 24 * HOUR, endsAt: 48 * HOUR };

function shift(id: string, from: number, to: number, siteId = "paris"): Shift {
  return { id, siteId, startsAt: from * HOUR, endsAt: to * HOUR, status: "draft", headcount: 1 } as Shift;
}

function planOf(...shifts: Shift[]): Plan {
  return {
    shifts: new Map(shifts.map((one) => [one.id, one])),
    missions: new Map(),
    assignmentsByShift: new Map(),
    conflictsByShift: new Map(),
  } as unknown as Plan;
}

test("a day holds what touches it, the night before it and after it included", () => {
  const plan = planOf(
    shift("after", 48, 56),
    shift("late", 44, 52),
    shift("day", 33, 41),
    shift("night", 22, 30),
    shift("before", 14, 24),
  );

  const found = shiftsOfDay(plan, FIRST_VIEW, DAY);

  expect(found.map((bar) => bar.shift.id)).toEqual(["night", "day", "late"]);
});

test("the view's filters hold for the day too", () => {
  const plan = planOf(shift("here", 30, 32), shift("there", 30, 32, "lyon"));

  const found = shiftsOfDay(plan, { ...FIRST_VIEW, siteIds: ["lyon"] }, DAY);

  expect(found.map((bar) => bar.shift.id)).toEqual(["there"]);
});

test.each([
  [90, 10, -1],
  [-90, -10, 1],
  [40, 0, 0],
  [90, 80, 0],
])("a finger that went %i across and %i down turns %i days", (dx, dy, days) => {
  expect(swipeOf(dx, dy)).toBe(days);
});
