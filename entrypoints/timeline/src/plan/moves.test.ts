import { expect, test } from "vitest";

import { atWallTime, wallTime } from "@/geometry/calendar";
import { NO_STEP } from "@/geometry/snapping";
import { withChanges, type Change } from "@/plan/changes";
import type { Assignment, Plan } from "@/plan/model";
import { assigned, copied, moved, removed, removedWhole, resized } from "@/plan/moves";
import { barOf, type Bar } from "@/plan/rows";
import { anAssignment, aPlan, aShift, at } from "@/testing/plan";

const PARIS = "Europe/Paris";
const HOUR_LATER = { days: 0, minutes: 60 };

test("two people's bars of one shift move it once", () => {
  const plan = staffed();

  const { changes } = moved(
    plan,
    [barOfPerson(plan, "a1"), barOfPerson(plan, "a2")],
    HOUR_LATER,
    null,
    PARIS,
  );

  expect(changes).toHaveLength(1);
  expect(withChanges(plan, changes).shifts.get("x")).toMatchObject({
    startsAt: at("03-02 10:00"),
    endsAt: at("03-02 18:00"),
  });
});

test("several shifts moved by days keep their times on the wall over a clock change", () => {
  const saturday = (time: string) => atWallTime("2026-03-28", time, PARIS);
  const early = aShift("x", { startsAt: saturday("06:00"), endsAt: saturday("14:00") });
  const night = aShift("y", { startsAt: saturday("22:00"), endsAt: saturday("22:00") + 8 * 3_600_000 });
  const plan = aPlan([early, night]);

  const { changes } = moved(
    plan,
    [barOf(plan, early), barOf(plan, night)],
    { days: 2, minutes: 0 },
    null,
    PARIS,
  );

  const times = [...withChanges(plan, changes).shifts.values()].map((one) => [
    wallTime(one.startsAt, PARIS),
    (one.endsAt - one.startsAt) / 3_600_000,
  ]);
  expect(times).toEqual([
    ["06:00", 8],
    ["22:00", 8],
  ]);
});

test("a bar dropped on another person's row is theirs, a proposal thereby confirmed", () => {
  const plan = staffed({ status: "proposed", override: { rules: ["min_rest"], reason: "x", userId: null } });

  const { changes } = moved(plan, [barOfPerson(plan, "a1")], NO_STEP, person("eve"), PARIS);

  expect(withChanges(plan, changes).assignments.get("a1")).toMatchObject({
    collaboratorId: "eve",
    status: "confirmed",
    override: null,
  });
});

test("nobody is put twice on a shift", () => {
  const plan = staffed();

  const { refusal } = moved(plan, [barOfPerson(plan, "a1")], NO_STEP, person("bob"), PARIS);

  expect(refusal).toEqual({ why: "already-there", name: "Bob" });
});

test("a locked person stays", () => {
  const plan = staffed({ locked: true });
  const bar = barOfPerson(plan, "a1");

  expect(moved(plan, [bar], NO_STEP, person("eve"), PARIS).refusal?.why).toBe("locked");
  expect(removed(plan, [bar]).refusal?.why).toBe("locked");
  expect(moved(plan, [bar], HOUR_LATER, null, PARIS).refusal).toBeNull();
});

test("an open shift dropped on a person's row is assigned, a person's bar on the open shifts is freed", () => {
  const plan = staffed();

  const open = moved(plan, [shiftBar(plan)], NO_STEP, person("eve"), PARIS);
  const freed = moved(plan, [barOfPerson(plan, "a1")], NO_STEP, { kind: "open", id: null }, PARIS);

  expect(peopleAfter(plan, open.changes)).toEqual(["ana", "bob", "eve"]);
  expect(peopleAfter(plan, freed.changes)).toEqual(["bob"]);
});

test("a shift goes to another site of its mission and to no other", () => {
  const plan = staffed();

  const to = (id: string) => moved(plan, [shiftBar(plan)], NO_STEP, { kind: "site", id }, PARIS);

  expect(withChanges(plan, to("s2").changes).shifts.get("x")?.siteId).toBe("s2");
  expect(to("s3").refusal).toEqual({ why: "site-not-of-mission", name: "s3", mission: "m1" });
});

test("a shift that changes its role takes its people with it", () => {
  const plan = staffed();

  const { changes } = moved(plan, [shiftBar(plan)], NO_STEP, { kind: "role", id: "r2" }, PARIS);

  const after = withChanges(plan, changes);
  expect([
    after.shifts.get("x")?.roleId,
    ...[...after.assignments.values()].map((one) => one.roleId),
  ]).toEqual(["r2", "r2", "r2"]);
});

test("a mission takes only shifts of its sites and roles", () => {
  const plan = staffed();

  const { refusal } = moved(plan, [shiftBar(plan)], NO_STEP, { kind: "mission", id: "m2" }, PARIS);

  expect(refusal).toEqual({ why: "site-not-of-mission", name: "s1", mission: "m2" });
});

test("a cancelled shift does not move", () => {
  const plan = aPlan([aShift("x", { status: "cancelled" })]);

  expect(moved(plan, [shiftBar(plan)], HOUR_LATER, null, PARIS).refusal?.why).toBe("cancelled");
  expect(resized(plan, shiftBar(plan).shift, "end", at("03-02 18:00"), 30).refusal?.why).toBe("cancelled");
});

test("a copy is a draft of its own with the people whose bars were copied", () => {
  const plan = aPlan(
    [aShift("x", { status: "published", externalRef: "E1" })],
    [anAssignment("a1", "x", "ana"), anAssignment("a2", "x", "bob")],
  );

  const { changes } = copied(plan, [barOfPerson(plan, "a1")], { days: 7, minutes: 0 }, null, PARIS);

  const after = withChanges(plan, changes);
  const copy = [...after.shifts.values()].find((one) => one.id !== "x");
  expect(copy).toMatchObject({ status: "draft", externalRef: null, startsAt: at("03-09 09:00") });
  expect((after.assignmentsByShift.get(copy?.id ?? "") ?? []).map((one) => one.collaboratorId)).toEqual([
    "ana",
  ]);
  expect(after.shifts.get("x")).toEqual(plan.shifts.get("x"));
});

test("a copy dropped on another person's row is theirs", () => {
  const plan = staffed();

  const { changes } = copied(plan, [barOfPerson(plan, "a1")], NO_STEP, person("eve"), PARIS);

  expect(
    changes.flatMap((one) => (one.op === "create" && one.entity === "assignment" ? [one.data] : [])),
  ).toEqual([expect.objectContaining({ collaboratorId: "eve", status: "confirmed" })]);
});

test.each([
  { snap: 15, breakMinutes: 0, least: "16:45" },
  { snap: 30, breakMinutes: 0, least: "16:30" },
  { snap: 60, breakMinutes: 0, least: "16:00" },
  { snap: 30, breakMinutes: 30, least: "16:00" },
  { snap: 30, breakMinutes: 45, least: "16:00" },
])(
  "an edge pulled past the other leaves a step of $snap minutes more than a break of $breakMinutes",
  ({ snap, breakMinutes, least }) => {
    const plan = aPlan([aShift("x", { breakMinutes })]);
    const { shift } = shiftBar(plan);

    const { changes } = resized(plan, shift, "start", at("03-02 23:00"), snap);

    expect(withChanges(plan, changes).shifts.get("x")).toMatchObject({
      startsAt: at(`03-02 ${least}`),
      endsAt: at("03-02 17:00"),
    });
  },
);

test("an end pulled before the start leaves a step, and one left where it is alters nothing", () => {
  const plan = aPlan([aShift("x", { breakMinutes: 0 })]);
  const { shift } = shiftBar(plan);

  const { changes } = resized(plan, shift, "end", at("03-02 06:00"), 30);

  expect(withChanges(plan, changes).shifts.get("x")?.endsAt).toBe(at("03-02 09:30"));
  expect(resized(plan, shift, "end", shift.endsAt, 30)).toEqual({ changes: [], refusal: null });
});

test("a shift shorter than a step keeps its length where an edge is pulled inwards", () => {
  const plan = aPlan([aShift("x", { breakMinutes: 0, endsAt: at("03-02 09:10") })]);

  expect(resized(plan, shiftBar(plan).shift, "end", at("03-02 08:00"), 30)).toEqual({
    changes: [],
    refusal: null,
  });
});

test("a person's bar removed leaves the shift open, a shift's own bar takes all with it", () => {
  const plan = staffed();

  const one = withChanges(plan, removed(plan, [barOfPerson(plan, "a1")]).changes);
  const both = withChanges(plan, removed(plan, [barOfPerson(plan, "a1"), shiftBar(plan)]).changes);
  const whole = withChanges(plan, removedWhole(plan, [barOfPerson(plan, "a1")]).changes);

  expect([one.shifts.size, one.assignments.size]).toEqual([1, 1]);
  expect([both.shifts.size, both.assignments.size]).toEqual([0, 0]);
  expect([whole.shifts.size, whole.assignments.size]).toEqual([0, 0]);
});

test("a person is assigned to several shifts at once, or to none where one refuses", () => {
  const plan = aPlan([aShift("x"), aShift("y")], [anAssignment("a1", "x", "ana")]);
  const shifts = [...plan.shifts.values()];

  expect(assigned(plan, shifts, "bob").changes).toHaveLength(2);
  expect(assigned(plan, shifts, "ana")).toEqual({
    changes: [],
    refusal: { why: "already-there", name: "Ana" },
  });
});

function staffed(altered: Partial<Assignment> = {}): Plan {
  return aPlan([aShift("x")], [anAssignment("a1", "x", "ana", altered), anAssignment("a2", "x", "bob")]);
}

function person(id: string) {
  return { kind: "collaborator", id } as const;
}

function shiftBar(plan: Plan): Bar {
  const shift = plan.shifts.get("x");
  if (!shift) throw new Error("no shift");
  return barOf(plan, shift);
}

function barOfPerson(plan: Plan, id: string): Bar {
  const assignment = plan.assignments.get(id);
  if (!assignment) throw new Error("no assignment");
  return { ...shiftBar(plan), key: `a:${id}`, assignment };
}

function peopleAfter(plan: Plan, changes: readonly Change[]): string[] {
  const staff = withChanges(plan, changes).assignmentsByShift.get("x") ?? [];
  return staff.map((one) => one.collaboratorId).sort();
}
