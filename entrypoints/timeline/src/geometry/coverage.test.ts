import { expect, test } from "vitest";

import { coverageOf, coverageShape, coverageSum, stretchAt } from "@/geometry/coverage";

const HOUR = 3_600_000;

test("people wanted and there add up over time", () => {
  const stretches = coverageOf([
    { from: 0, to: 4, wanted: 2, assigned: 1 },
    { from: 2, to: 6, wanted: 1, assigned: 1 },
  ]);

  expect(stretches).toEqual([
    { from: 0, to: 2, wanted: 2, filled: 1 },
    { from: 2, to: 4, wanted: 3, filled: 2 },
    { from: 4, to: 6, wanted: 1, filled: 1 },
  ]);
});

test("more people than wanted on one shift fill no gap on another", () => {
  const stretches = coverageOf([
    { from: 0, to: 4, wanted: 1, assigned: 3 },
    { from: 0, to: 4, wanted: 2, assigned: 0 },
  ]);

  expect(stretches).toEqual([{ from: 0, to: 4, wanted: 3, filled: 1 }]);
});

test("shifts that follow each other alike make one stretch", () => {
  const stretches = coverageOf([
    { from: 0, to: 4, wanted: 1, assigned: 1 },
    { from: 4, to: 8, wanted: 1, assigned: 1 },
  ]);

  expect(stretches).toEqual([{ from: 0, to: 8, wanted: 1, filled: 1 }]);
});

test("time in which nobody is wanted is no stretch", () => {
  const stretches = coverageOf([
    { from: 0, to: 2, wanted: 1, assigned: 0 },
    { from: 3, to: 4, wanted: 1, assigned: 0 },
    { from: 5, to: 5, wanted: 9, assigned: 0 },
  ]);

  expect(stretches.map((one) => [one.from, one.to])).toEqual([
    [0, 2],
    [3, 4],
  ]);
  expect(stretchAt(stretches, 1)).toEqual({ from: 0, to: 2, wanted: 1, filled: 0 });
  expect(stretchAt(stretches, 2)).toBeNull();
});

test("minutes wanted and missing are those within the window", () => {
  const stretches = coverageOf([{ from: -HOUR, to: HOUR, wanted: 3, assigned: 1 }]);

  expect(coverageSum(stretches, 0, 2 * HOUR)).toEqual({ wantedMinutes: 180, missingMinutes: 120 });
});

test("a gap shorter than a pixel is still drawn", () => {
  const scale = { from: 0, to: 10 * HOUR, width: 10, pixelsPerHour: 1 };
  const stretches = coverageOf([
    { from: 0, to: 10 * HOUR, wanted: 1, assigned: 1 },
    { from: 5 * HOUR, to: 5 * HOUR + 60_000, wanted: 1, assigned: 0 },
  ]);

  const shape = coverageShape(stretches, scale, 20);

  expect(shape).toEqual({
    peak: 2,
    filled: "M0 20V10H5V20ZM5 20V10H6V20ZM6 20V10H10V20Z",
    missing: "M5 10V0H6V10Z",
    wanted: "M0 10H5L5 0H6L6 10H10",
  });
});

test("where nobody is wanted the outline lies on the ground", () => {
  const scale = { from: 0, to: HOUR, width: 4, pixelsPerHour: 4 };

  expect(coverageShape([], scale, 20)).toEqual({ peak: 0, filled: "", missing: "", wanted: "M0 20H4" });
});
