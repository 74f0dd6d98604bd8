import { expect, test } from "vitest";

import { firstFrom, neighbour, type Way } from "@/features/keys/walking";
import { barOf, type Bar, type Row } from "@/plan/rows";
import type { BarKey } from "@/state/selection";
import { aPlan, aShift, at } from "@/testing/plan";

const NINE = at("03-02 09:00");
const HOUR = 3_600_000;

const early = bar("early", 0);
const noon = bar("noon", 3);
const late = bar("late", 9);
const below = bar("below", 4);
const far = bar("far", 40);
const rows = [row("a", [early, noon, late]), row("empty", []), row("b", [below, far])];

test.each<[BarKey, Way, BarKey | null]>([
  [noon.key, "left", early.key],
  [noon.key, "right", late.key],
  [early.key, "left", null],
  [late.key, "first", early.key],
  [early.key, "last", late.key],
  [noon.key, "down", below.key],
  [far.key, "up", late.key],
  [early.key, "up", null],
  [below.key, "down", null],
])("from %s to the %s lies %s", (from, way, to) => {
  expect(neighbour(from, way, ground())).toBe(to);
});

test("a bar that is not there leads nowhere", () => {
  expect(neighbour("s:gone", "right", ground())).toBeNull();
});

test("the first bar is the first one in view, or the first of all", () => {
  expect(firstFrom(rows, NINE + 2.5 * HOUR)).toBe(noon.key);
  expect(firstFrom(rows, NINE + 100 * HOUR)).toBe(early.key);
  expect(firstFrom([], 0)).toBeNull();
});

function bar(id: string, hours: number): Bar {
  const startsAt = NINE + hours * HOUR;
  return barOf(aPlan(), aShift(id, { startsAt, endsAt: startsAt + 2 * HOUR }));
}

function row(key: string, bars: readonly Bar[]): Row {
  return {
    key,
    kind: "site",
    id: key,
    label: key,
    group: { key: "none", team: null },
    bars,
    workedMinutes: 0,
    contractMinutes: null,
  };
}

function ground() {
  return {
    rows,
    rowOf: (key: BarKey) => rows.find((one) => one.bars.some((bar) => bar.key === key)) ?? null,
    bar: (key: BarKey) => rows.flatMap((one) => one.bars).find((bar) => bar.key === key) ?? null,
  };
}
