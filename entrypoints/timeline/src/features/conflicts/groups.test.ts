import { expect, test } from "vitest";

import { grouped, kept } from "@/features/conflicts/groups";
import { NO_FILTER } from "@/features/conflicts/panelState";
import { aConflict } from "@/testing/conflict";
import { aPlan, aShift } from "@/testing/plan";

const PLAN = aPlan([aShift("one"), aShift("two", { siteId: "s2" })]);
const REST = aConflict("rest");
const LATER = aConflict("later", { starts_at: "2026-03-03T23:30:00Z", ends_at: "2026-03-04T08:00:00Z" });
const STAFF = aConflict("staff", {
  rule: "understaffed",
  type: "soft",
  shift_ids: ["two"],
  collaborator_ids: ["ana", "bob"],
});
const EXCEPTION = aConflict("exception", { overridden: true, collaborator_ids: [] });
const ALL = [STAFF, EXCEPTION, LATER, REST];

const keys = (groups: ReturnType<typeof grouped>) =>
  groups.map((one) => [one.key, one.hard, one.conflicts.map((conflict) => conflict.fingerprint)]);

test("rules with most hard findings come first, standing hard ones before exceptions", () => {
  expect(keys(grouped(ALL, "rule", PLAN, "Europe/Paris"))).toEqual([
    ["min_rest", 2, ["rest", "later", "exception"]],
    ["understaffed", 0, ["staff"]],
  ]);
});

test("a finding about several people stands with each of them", () => {
  expect(keys(grouped(ALL, "person", PLAN, "Europe/Paris"))).toEqual([
    ["ana", 2, ["rest", "later", "staff"]],
    ["bob", 0, ["staff"]],
    ["", 0, ["exception"]],
  ]);
});

test("days are those of the zone shown, in order", () => {
  expect(grouped(ALL, "day", PLAN, "Europe/Paris").map((one) => one.key)).toEqual([
    "2026-03-02",
    "2026-03-04",
  ]);
  expect(grouped(ALL, "day", PLAN, "UTC").map((one) => one.key)).toEqual(["2026-03-02", "2026-03-03"]);
});

test("a finding that began before the period stands on its first day", () => {
  const early = aConflict("early", { starts_at: "2026-02-23T08:00:00Z", ends_at: "2026-03-05T08:00:00Z" });

  expect(grouped([early], "day", PLAN, "Europe/Paris").map((one) => one.key)).toEqual(["2026-03-02"]);
});

test("filters leave what passes all of them", () => {
  const left = (altered: object) =>
    kept(ALL, PLAN, { ...NO_FILTER, ...altered }).map((one) => one.fingerprint);

  expect(left({})).toEqual(["staff", "exception", "later", "rest"]);
  expect(left({ weight: "hard" })).toEqual(["later", "rest"]);
  expect(left({ weight: "overridden" })).toEqual(["exception"]);
  expect(left({ siteId: "s2" })).toEqual(["staff"]);
  expect(left({ personId: "bob", rule: "understaffed" })).toEqual(["staff"]);
  expect(left({ personId: "bob", rule: "min_rest" })).toEqual([]);
});
