import { expect, test } from "vitest";

import { backdropPath, backdrops } from "@/features/canvas/backdrops";
import { TEXTS } from "@/features/canvas/texts";
import { scaleOf } from "@/geometry/scale";
import type { Availability, Plan } from "@/plan/model";
import { rowsOf, type Row } from "@/plan/rows";
import { aPlan, at } from "@/testing/plan";
import { FIRST_VIEW, type RowsBy } from "@/view/view";

function away(day: string, altered: Partial<Availability> = {}): Availability {
  return {
    id: day,
    collaboratorId: "ana",
    kind: "leave",
    startsAt: at(`${day} 00:00`),
    endsAt: at(`${day} 12:00`),
    recurring: false,
    reason: null,
    ...altered,
  };
}

function rowNamed(plan: Plan, rows: RowsBy, label: string): Row {
  const row = rowsOf(plan, { ...FIRST_VIEW, rows }).find((one) => one.label === label);
  if (!row) throw new Error(label);
  return row;
}

test("windows of a person that look and read alike make one shape", () => {
  const plan: Plan = {
    ...aPlan(),
    availability: [
      away("03-02"),
      away("03-03"),
      away("03-04", { reason: "Sick" }),
      away("03-05", { collaboratorId: "bob" }),
    ],
  };

  const drawn = backdrops(plan, TEXTS.en)(rowNamed(plan, "collaborator", "Ana"));

  expect(drawn.map(({ look, title, stretches }) => [look, title, stretches.length])).toEqual([
    ["leave", "On leave", 2],
    ["leave", "On leave: Sick", 1],
  ]);
});

test("a site that takes no work shows it in its own row alone", () => {
  const plan: Plan = {
    ...aPlan(),
    blackouts: [
      {
        id: "b",
        siteId: "s1",
        startsAt: at("03-02 00:00"),
        endsAt: at("03-03 00:00"),
        hard: true,
        reason: "Fair",
      },
    ],
  };
  const drawn = backdrops(plan, TEXTS.en);

  expect(drawn(rowNamed(plan, "site", "s1")).map((one) => [one.look, one.title])).toEqual([
    ["closed", "The site takes no work: Fair"],
  ]);
  expect(drawn(rowNamed(plan, "site", "s2"))).toEqual([]);
  expect(drawn(rowNamed(plan, "collaborator", "Ana"))).toEqual([]);
});

test("a shape holds what is in view", () => {
  const { window } = aPlan();
  const scale = scaleOf(window, "week", 1680);
  const seen = { from: window.from, to: at("03-03 06:00") };

  const path = backdropPath(
    [
      { from: at("03-01 00:00"), to: at("03-02 12:00") },
      { from: at("03-03 00:00"), to: at("03-04 00:00") },
      { from: at("03-05 00:00"), to: at("03-06 00:00") },
    ],
    scale,
    seen,
    48,
  );

  expect(path).toBe("M0 0H120V48H0ZM240 0H300V48H240Z");
});
