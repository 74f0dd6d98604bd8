import { expect, test } from "vitest";

import {
  collisions,
  dataOf,
  faultsOf,
  fieldsOf,
  movedEnd,
  movedMission,
  movedStart,
  withEdit,
} from "@/features/shift/draft";
import { draftShift, shiftData } from "@/plan/changes";
import type { Mission, Shift } from "@/plan/model";

const PARIS = "Europe/Paris";

function shift(altered: Partial<Shift> = {}): Shift {
  return {
    ...draftShift({
      missionId: "m1",
      siteId: "s1",
      roleId: "r1",
      startsAt: Date.parse("2026-03-02T09:00:00+01:00"),
      endsAt: Date.parse("2026-03-02T17:00:00+01:00"),
    }),
    id: "x",
    version: 3,
    changedSincePublication: false,
    everPublished: false,
    ...altered,
  };
}

test("a form without edits gives back the shift's data to the millisecond", () => {
  const odd = shift({ startsAt: Date.parse("2026-10-25T01:30:12Z") });

  expect(dataOf(odd, {}, PARIS)).toEqual(shiftData(odd));
});

test("a wall time typed is of the zone shown", () => {
  const data = dataOf(shift(), { start: { date: "2026-07-01", time: "08:30" } }, PARIS);

  expect(data?.startsAt).toBe(Date.parse("2026-07-01T06:30:00Z"));
});

test("a half-typed time or an empty headcount gives nothing to save", () => {
  expect(dataOf(shift(), { end: { date: "2026-03-02", time: "" } }, PARIS)).toBeNull();
  expect(dataOf(shift(), { headcount: null }, PARIS)).toBeNull();
});

test("an empty break is none and an empty note is no note", () => {
  const data = dataOf(shift({ note: "x", breakMinutes: 30 }), { note: "  ", breakMinutes: null }, PARIS);

  expect(data).toEqual({ ...shiftData(shift()), note: null, breakMinutes: 0 });
});

test("a value put back is no edit", () => {
  const edits = withEdit(shift(), {}, { headcount: 4, note: "hello" }, PARIS);
  const back = withEdit(shift(), edits, { headcount: 1 }, PARIS);

  expect(back).toEqual({ note: "hello" });
});

test("a later day takes the end along", () => {
  const fields = fieldsOf(shift(), PARIS);

  expect(movedStart(fields, { date: "2026-03-05", time: "09:00" })).toEqual({
    start: { date: "2026-03-05", time: "09:00" },
    end: { date: "2026-03-05", time: "17:00" },
  });
});

test("an end before the start lies on the next day, and comes back when it is after it again", () => {
  const fields = fieldsOf(shift(), PARIS);
  const night = movedEnd(fields, { date: "2026-03-02", time: "02:00" });
  const day = movedEnd({ ...fields, ...night }, { date: "2026-03-03", time: "18:00" });

  expect(night.end).toEqual({ date: "2026-03-03", time: "02:00" });
  expect(day.end).toEqual({ date: "2026-03-02", time: "18:00" });
});

test("an end put on another day by hand stays there", () => {
  const fields = fieldsOf(shift(), PARIS);

  expect(movedEnd(fields, { date: "2026-03-03", time: "17:00" }).end).toEqual({
    date: "2026-03-03",
    time: "17:00",
  });
});

test("a shift of more than a day stays one when its end moves by an hour", () => {
  const long = { ...fieldsOf(shift(), PARIS), end: { date: "2026-03-03", time: "17:00" } };

  expect(movedEnd(long, { date: "2026-03-03", time: "18:00" }).end).toEqual({
    date: "2026-03-03",
    time: "18:00",
  });
});

test("another mission keeps the site and role that it has too", () => {
  const mission: Mission = {
    id: "m2",
    name: "",
    startsAt: 0,
    endsAt: 1,
    siteIds: ["s9", "s1"],
    roleIds: ["r2"],
    teamId: null,
  };

  expect(movedMission(fieldsOf(shift(), PARIS), mission)).toEqual({
    missionId: "m2",
    siteId: "s1",
    roleId: "r2",
  });
});

test("only fields that both altered, and differently, collide", () => {
  const base = shift();
  const edits = { headcount: 4, note: "mine", breakMinutes: 15 };
  const now = shift({ version: 4, headcount: 2, breakMinutes: 15, roleId: "r2" });

  expect(collisions({ edits, base }, now, PARIS)).toEqual(["headcount"]);
});

test("a refusal's paths find their fields", () => {
  const faults = faultsOf([
    { path: "changes.0.data.break_minutes", reason: "must be at least 0" },
    { path: "ends_at", reason: "lies outside the mission" },
    { path: "changes.0.entity", reason: "odd" },
  ]);

  expect(faults).toEqual({
    breakMinutes: "must be at least 0",
    end: "lies outside the mission",
    rest: "changes.0.entity: odd",
  });
});
