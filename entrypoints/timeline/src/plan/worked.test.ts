import { expect, test } from "vitest";

import { contractMinutes, workedMinutes } from "@/plan/worked";
import { anAssignment, aPerson, aPlan, aShift, at } from "@/testing/plan";

test("worked minutes leave out breaks, cancelled shifts and rejected assignments", () => {
  const plan = aPlan(
    [aShift("a", { breakMinutes: 30 }), aShift("b", { status: "cancelled" }), aShift("c"), aShift("d")],
    [
      anAssignment("1", "a", "ana"),
      anAssignment("2", "b", "ana"),
      anAssignment("3", "c", "ana", { status: "rejected" }),
      anAssignment("4", "d", "ana", { status: "proposed" }),
    ],
  );

  expect(workedMinutes(plan)).toEqual(new Map([["ana", 450 + 480]]));
});

test("a contract asks for its weekly time in proportion to the window", () => {
  const week = aPlan();
  const fortnight = { ...week, window: { from: week.window.from, to: week.window.from + 14 * 86_400_000 } };
  const person = aPerson("ana", "Ana", { weeklyMinutes: 2100 });

  expect(contractMinutes(week, person)).toBe(2100);
  expect(contractMinutes(fortnight, person)).toBe(4200);
  expect(contractMinutes(week, aPerson("bob", "Bob"))).toBeNull();
});

test("of a shift over the window's edge the part within counts, its break in proportion", () => {
  const night = { startsAt: at("03-08 20:00"), endsAt: at("03-09 04:00"), breakMinutes: 60 };
  const before = { startsAt: at("03-01 16:00"), endsAt: at("03-02 00:00") };
  const plan = aPlan(
    [aShift("over", night), aShift("before", before)],
    [anAssignment("1", "over", "ana"), anAssignment("2", "before", "bob")],
  );

  expect(workedMinutes(plan)).toEqual(new Map([["ana", 210]]));
});

test("a week of a clock change asks for no more and no less than any other", () => {
  const person = aPerson("ana", "Ana", { weeklyMinutes: 2100 });
  const weeks = [
    { from: Date.parse("2026-10-19T00:00+02:00"), to: Date.parse("2026-10-26T00:00+01:00") },
    { from: Date.parse("2026-03-23T00:00+01:00"), to: Date.parse("2026-03-30T00:00+02:00") },
  ];

  expect(weeks.map((window) => contractMinutes({ ...aPlan(), window }, person))).toEqual([2100, 2100]);
});
