import { expect, test } from "vitest";

import type { ShiftTemplate } from "@/api/queries/useShiftTemplates";
import { daysOfWindow, likelyPlace, offeredTemplates, ownTimes, shiftFrom } from "@/features/create/fitting";
import { aMission, aPerson, aPlan, at } from "@/testing/plan";
import type { Plan } from "@/plan/model";
import { FIRST_VIEW } from "@/view/view";

const PARIS = "Europe/Paris";
const MONDAY = { from: at("03-02 10:00"), to: at("03-02 14:00") };

function template(id: string, altered: Partial<ShiftTemplate> = {}): ShiftTemplate {
  return {
    id,
    name: id,
    mission_id: "m1",
    site_id: "s1",
    role_id: "r1",
    start_time: "09:00",
    duration_minutes: 480,
    break_minutes: 30,
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    valid_from: null,
    valid_until: null,
    headcount: 2,
    soft_capacity: 3,
    hard_capacity: null,
    required_skill_ids: ["k"],
    team_id: null,
    not_followed_by: [],
    external_ref: null,
    version: 1,
    ...altered,
  };
}

function offered(templates: ShiftTemplate[], row: Parameters<typeof offeredTemplates>[2]["row"] = null) {
  return offeredTemplates(templates, aPlan(), { ...MONDAY, row }, FIRST_VIEW).map(
    ({ template: { id }, fits }) => [id, fits],
  );
}

test("templates of the day come first, the nearest start before the others", () => {
  const templates = [
    template("evening", { start_time: "18:00" }),
    template("sundays", { weekdays: [7], start_time: "10:00" }),
    template("over", { valid_until: "2026-03-01", start_time: "11:00" }),
    template("morning"),
  ];

  expect(offered(templates)).toEqual([
    ["morning", true],
    ["evening", true],
    ["sundays", false],
    ["over", false],
  ]);
});

test("in a person's row the templates of their roles come first", () => {
  const row = { kind: "collaborator", id: "ana", label: "Ana" } as const;

  expect(offered([template("a", { role_id: "r2" }), template("b", { start_time: "20:00" })], row)).toEqual([
    ["b", true],
    ["a", false],
  ]);
});

test("a template of a mission that the plan does not know is not offered", () => {
  expect(offered([template("a", { mission_id: "gone" })])).toEqual([]);
});

test("a template's own time is by its site's clock, elapsed over a clock change", () => {
  const night = template("night", { start_time: "22:00", duration_minutes: 480 });

  expect(ownTimes(night, "2026-03-28", PARIS)).toEqual({
    from: Date.parse("2026-03-28T21:00:00Z"),
    to: Date.parse("2026-03-29T05:00:00Z"),
  });
});

test("a template's shift has its demand and the time asked for", () => {
  expect(shiftFrom(template("a"), MONDAY)).toEqual({
    templateId: "a",
    missionId: "m1",
    siteId: "s1",
    roleId: "r1",
    startsAt: MONDAY.from,
    endsAt: MONDAY.to,
    breakMinutes: 30,
    status: "draft",
    headcount: 2,
    softCapacity: 3,
    hardCapacity: null,
    requiredSkillIds: ["k"],
    shortageWeight: null,
    surplusWeight: null,
    note: null,
    externalRef: null,
  });
});

function likely(
  row: Parameters<typeof likelyPlace>[1]["row"],
  last: Parameters<typeof likelyPlace>[2] = null,
  plan: Plan = aPlan(),
) {
  return likelyPlace(plan, { ...MONDAY, row }, last, FIRST_VIEW);
}

test("the row says more than what was used last", () => {
  const last = { missionId: "m1", siteId: "s1", roleId: "r2" };

  expect(likely({ kind: "site", id: "s2", label: "" }, last)).toEqual({ ...last, siteId: "s2" });
  expect(likely({ kind: "mission", id: "m2", label: "" }, last)).toEqual({
    missionId: "m2",
    siteId: "s2",
    roleId: "r2",
  });
});

test("a person's row asks for a role that they hold", () => {
  const plan = { ...aPlan(), collaborators: new Map([["zoe", aPerson("zoe", "Zoé", { roleIds: ["r2"] })]]) };

  expect(likely({ kind: "collaborator", id: "zoe", label: "" }, null, plan)?.roleId).toBe("r2");
});

test("a mission that is over is not proposed while another runs", () => {
  const over = aMission("a", { endsAt: at("02-01 00:00") });
  const plan = { ...aPlan(), missions: new Map([over, aMission("m1")].map((one) => [one.id, one])) };

  expect(likely(null, null, plan)?.missionId).toBe("m1");
});

test("a plan without missions proposes nothing", () => {
  expect(likely(null, null, { ...aPlan(), missions: new Map() })).toBeNull();
});

test("a week of local midnights touches seven days", () => {
  expect(daysOfWindow({ from: at("03-02 00:00"), to: at("03-09 00:00") }, PARIS)).toEqual({
    from: "2026-03-02",
    to: "2026-03-09",
  });
});
