import { expect, test } from "vitest";

import {
  changeAssignment,
  changeShift,
  confirmed,
  draftShift,
  shiftData,
  withChanges,
  type Change,
} from "@/plan/changes";
import { inverseOf } from "@/plan/inverse";
import type { Assignment, AssignmentStatus, Plan, ShiftStatus } from "@/plan/model";
import { anAssignment, aPlan, aShift, at } from "@/testing/plan";

test("an acceptance goes back by the steps that the API allows", () => {
  const proposal = anAssignment("a1", "x", "ana", { status: "proposed" });
  const plan = aPlan([aShift("x")], [proposal]);

  const inverse = inverseOf(plan, [changeAssignment(proposal, { status: "confirmed" })]);

  expect(statusesOf(inverse)).toEqual(["rejected", "proposed"]);
});

test("a cancelled publication comes back as a draft that is published", () => {
  const plan = aPlan([aShift("x", { status: "published" })]);

  const inverse = inverseOf(plan, [{ op: "delete", entity: "shift", id: "x" }]);

  expect(statusesOf(inverse)).toEqual(["draft", "published"]);
});

test("a shift deleted comes back before the people on it", () => {
  const plan = aPlan([aShift("x")], [anAssignment("a1", "x", "ana"), anAssignment("a2", "x", "bob")]);

  const inverse = inverseOf(plan, [{ op: "delete", entity: "shift", id: "x" }]);

  expect(inverse.map((one) => `${one.op} ${one.id}`)).toEqual(["create x", "create a1", "create a2"]);
});

test("what was locked is unlocked before anything else", () => {
  const assignment = anAssignment("a1", "x", "ana");
  const plan = aPlan([aShift("x")], [assignment]);

  const inverse = inverseOf(plan, [changeAssignment(assignment, { locked: true, collaboratorId: "bob" })]);

  expect(
    inverse.map((one) => "data" in one && "locked" in one.data && [one.data.locked, one.data.collaboratorId]),
  ).toEqual([
    [false, "bob"],
    [false, "ana"],
  ]);
});

test("a thing made and altered at once is simply removed", () => {
  const plan = aPlan();
  const data = draftShift({ missionId: "m1", siteId: "s1", roleId: "r1", startsAt: 0, endsAt: 1 });
  const made: Change[] = [
    { op: "create", entity: "shift", id: "n", data },
    { op: "create", entity: "assignment", id: "b", data: confirmed({ id: "n", roleId: "r1" }, "ana") },
    { op: "update", entity: "shift", id: "n", data: { ...data, note: "x" } },
  ];

  expect(inverseOf(plan, made).map((one) => `${one.op} ${one.id}`)).toEqual(["delete b", "delete n"]);
});

test.each(Array.from({ length: 300 }, (_, seed) => seed))(
  "changes and their inverse leave the plan as it was (%i)",
  (seed) => {
    const random = generator(seed);
    const plan = randomPlan(random);
    const changes = randomChanges(plan, random);

    const inverse = inverseOf(plan, changes);
    const back = withChanges(withChanges(plan, changes), inverse);

    expect(standing(back)).toEqual(standing(plan));
  },
);

test.each(Array.from({ length: 300 }, (_, seed) => seed))(
  "an inverse takes only steps that the API allows (%i)",
  (seed) => {
    const random = generator(seed);
    const plan = randomPlan(random);
    const changes = randomChanges(plan, random);

    const faults = faultsOf(withChanges(plan, changes), inverseOf(plan, changes));

    expect(faults).toEqual([]);
  },
);

/** What the API would refuse in a list of changes: statuses that do not follow, locks, things that are not there. */
function faultsOf(start: Plan, changes: readonly Change[]): string[] {
  const faults: string[] = [];
  let plan = start;
  for (const change of changes) {
    const things = change.entity === "shift" ? plan.shifts : plan.assignments;
    const now = things.get(change.id);
    if ((change.op === "create") === (now !== undefined)) faults.push(`${change.op} ${change.id}`);
    if (now && "locked" in now && now.locked && !(change.op === "update" && unlocks(now, change)))
      faults.push(`locked ${change.id}`);
    if (now && change.op === "update" && now.status !== change.data.status) {
      if (!follows(change.entity, now.status, change.data.status))
        faults.push(`${change.id}: ${now.status} to ${change.data.status}`);
    }
    if (change.entity === "assignment" && change.op !== "delete" && !plan.shifts.has(change.data.shiftId))
      faults.push(`no shift for ${change.id}`);
    plan = withChanges(plan, [change]);
  }
  return faults;
}

function unlocks(now: Assignment, change: Change): boolean {
  if (change.op !== "update" || change.entity !== "assignment") return false;
  const { collaboratorId, shiftId, status, note } = change.data;
  return (
    collaboratorId === now.collaboratorId &&
    shiftId === now.shiftId &&
    status === now.status &&
    note === now.note
  );
}

function follows(entity: string, from: string, to: string): boolean {
  const allowed =
    entity === "shift"
      ? ["draft published", "draft cancelled", "published cancelled", "cancelled draft"]
      : ["proposed confirmed", "proposed rejected", "confirmed rejected", "rejected proposed"];
  return allowed.includes(`${from} ${to}`);
}

function statusesOf(changes: readonly Change[]): (ShiftStatus | AssignmentStatus)[] {
  return changes.flatMap((one) => (one.op === "delete" ? [] : [one.data.status]));
}

/** What counts of a plan: not versions, marks, or the order in which things came. */
function standing(plan: Plan) {
  const sorted = <T extends { id: string }>(things: Iterable<T>) =>
    [...things].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    shifts: sorted(plan.shifts.values()).map(({ version: _v, changedSincePublication: _c, ...one }) => one),
    assignments: sorted(plan.assignments.values()).map(
      ({ version: _v, changedSincePublication: _c, source: _s, ...one }) => one,
    ),
  };
}

type Random = (below: number) => number;

function generator(seed: number): Random {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomPlan(random: Random): Plan {
  const statuses: ShiftStatus[] = ["draft", "published", "cancelled"];
  const shifts = Array.from({ length: 4 }, (_, i) => aShift(`x${i}`, { status: one(statuses, random) }));
  const assignments = Array.from({ length: 5 }, (_, i) =>
    anAssignment(`a${i}`, `x${random(4)}`, one(["ana", "bob"], random), {
      status: one<AssignmentStatus>(["proposed", "confirmed", "rejected"], random),
      locked: random(5) === 0,
    }),
  );
  return aPlan(shifts, assignments);
}

/** Changes that the API would take. */
function randomChanges(plan: Plan, random: Random): Change[] {
  const changes: Change[] = [];
  let now = plan;
  for (let i = 0; i < 1 + random(4); i++) {
    const change = randomChange(now, random, i);
    if (faultsOf(now, [change]).length > 0 || takesLocked(now, change)) continue;
    changes.push(change);
    now = withChanges(now, [change]);
  }
  return changes;
}

function takesLocked(plan: Plan, change: Change): boolean {
  return (
    change.op === "delete" &&
    change.entity === "shift" &&
    (plan.assignmentsByShift.get(change.id) ?? []).some((a) => a.locked)
  );
}

function randomChange(plan: Plan, random: Random, i: number): Change {
  const shift = plan.shifts.get(one([...plan.shifts.keys()], random));
  const assignment = plan.assignments.get(one([...plan.assignments.keys()], random));
  if (!shift || !assignment) return { op: "delete", entity: "shift", id: "x0" };
  const data = draftShift({ ...shiftData(shift), startsAt: at("03-04 08:00"), endsAt: at("03-04 12:00") });
  switch (random(8)) {
    case 0:
      return { op: "create", entity: "shift", id: `n${i}`, data: { ...data, status: "draft" } };
    case 1:
      return { op: "create", entity: "assignment", id: `b${i}`, data: confirmed(shift, "eve") };
    case 2:
      return changeShift(shift, { note: "moved", startsAt: at("03-03 08:00"), endsAt: at("03-03 09:00") });
    case 3:
      return changeShift(shift, { status: one(["draft", "cancelled"], random) });
    case 4:
      return changeAssignment(assignment, { status: one(["proposed", "confirmed", "rejected"], random) });
    case 5:
      return changeAssignment(assignment, { collaboratorId: "eve", locked: random(2) === 0 });
    case 6:
      return { op: "delete", entity: "assignment", id: assignment.id };
    default:
      return { op: "delete", entity: "shift", id: shift.id };
  }
}

function one<T>(things: readonly T[], random: Random): T {
  return things[random(things.length)] as T;
}
