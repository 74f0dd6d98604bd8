import { expect, test } from "vitest";

import { byId } from "@/plan/indexes";
import { rowsOf } from "@/plan/rows";
import { anAssignment, aPerson, aPlan, aShift, at } from "@/testing/plan";
import { FIRST_VIEW } from "@/view/view";

test("what a person works stays the same whatever the filters", () => {
  const plan = aPlan(
    [aShift("a"), aShift("b", { siteId: "s2", startsAt: at("03-03 09:00"), endsAt: at("03-03 12:00") })],
    [anAssignment("1", "a", "ana"), anAssignment("2", "b", "ana")],
  );

  const row = rowsOf(plan, { ...FIRST_VIEW, siteIds: ["s2"] }).find((one) => one.id === "ana");

  expect(row).toMatchObject({ workedMinutes: 480 + 180 });
  expect(row?.bars.map((bar) => bar.shift.id)).toEqual(["b"]);
});

test("a site's hours are those of its shifts within the window", () => {
  const plan = aPlan([aShift("a", { startsAt: at("03-08 20:00"), endsAt: at("03-09 04:00") })]);

  const row = rowsOf(plan, { ...FIRST_VIEW, rows: "site" }).find((one) => one.id === "s1");

  expect(row?.workedMinutes).toBe(240);
});

test("hours and contract are those of the period asked for", () => {
  const shift = aShift("a", { startsAt: at("03-02 20:00"), endsAt: at("03-03 04:00") });
  const plan = {
    ...aPlan([shift], [anAssignment("1", "a", "ana")]),
    collaborators: byId([aPerson("ana", "Ana", { weeklyMinutes: 2100 })]),
  };

  const period = { from: at("03-03 00:00"), to: at("03-31 00:00") };
  const row = rowsOf(plan, FIRST_VIEW, period).find((one) => one.id === "ana");

  expect(row).toMatchObject({ workedMinutes: 240, contractMinutes: 4 * 2100 });
});
