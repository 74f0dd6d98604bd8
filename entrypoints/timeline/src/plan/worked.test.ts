import { expect, test } from "vitest";

import { contractMinutes, workedMinutes } from "@/plan/worked";
import { anAssignment, aPerson, aPlan, aShift } from "@/testing/plan";

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
