import { expect, test } from "vitest";

import { runOver } from "@/features/bulk/outside";
import { aMission, aPlan, aShift, at } from "@/testing/plan";

const WEEK = { from: "2026-03-02", onto: "2026-03-09", siteIds: [], missionIds: [] };
const PARIS = "Europe/Paris";

function endingTuesday() {
  const plan = aPlan([
    aShift("monday"),
    aShift("wednesday", { startsAt: at("03-04 09:00"), endsAt: at("03-04 17:00") }),
    aShift("friday", { startsAt: at("03-06 09:00"), endsAt: at("03-06 17:00") }),
    aShift("off", { startsAt: at("03-06 09:00"), endsAt: at("03-06 17:00"), status: "cancelled" }),
  ]);
  return { ...plan, missions: new Map([["m1", aMission("m1", { endsAt: at("03-11 00:00") })]]) };
}

test("shifts whose copy lies after the end of their mission are counted by mission", () => {
  const found = runOver(endingTuesday(), WEEK, PARIS);

  expect(found.map(({ mission, shifts }) => [mission.id, shifts])).toEqual([["m1", 2]]);
});

test("what is not copied is not counted", () => {
  expect(runOver(endingTuesday(), { ...WEEK, siteIds: ["elsewhere"] }, PARIS)).toEqual([]);
  expect(runOver(endingTuesday(), { ...WEEK, from: "2026-03-09", onto: "2026-03-16" }, PARIS)).toEqual([]);
});
