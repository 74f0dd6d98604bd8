/** Small plans for tests: a week of March 2026 in Paris. */
import { draftShift } from "@/plan/changes";
import { byId, groupByShift } from "@/plan/indexes";
import type { Assignment, Collaborator, Mission, Plan, Shift } from "@/plan/model";

/** An instant of that week, by its wall time in Paris: `at("03-02 09:00")`. */
export function at(text: string): number {
  return Date.parse(`2026-${text.replace(" ", "T")}:00+01:00`);
}

export function aShift(id: string, altered: Partial<Shift> = {}): Shift {
  return {
    ...draftShift({
      missionId: "m1",
      siteId: "s1",
      roleId: "r1",
      startsAt: at("03-02 09:00"),
      endsAt: at("03-02 17:00"),
    }),
    id,
    version: 1,
    changedSincePublication: false,
    everPublished: altered.status === "published",
    ...altered,
  };
}

export function anAssignment(
  id: string,
  shiftId: string,
  collaboratorId: string,
  altered: Partial<Assignment> = {},
): Assignment {
  return {
    id,
    shiftId,
    collaboratorId,
    roleId: "r1",
    status: "confirmed",
    locked: false,
    source: "manual",
    override: null,
    note: null,
    version: 1,
    changedSincePublication: false,
    ...altered,
  };
}

export function aPerson(id: string, name: string, altered: Partial<Collaborator> = {}): Collaborator {
  return {
    id,
    name,
    teamId: null,
    siteIds: [],
    roleIds: ["r1"],
    skillIds: [],
    active: true,
    weeklyMinutes: null,
    ...altered,
  };
}

export function aMission(id: string, altered: Partial<Mission> = {}): Mission {
  return {
    id,
    name: id,
    startsAt: at("01-01 00:00"),
    endsAt: at("12-31 00:00"),
    siteIds: ["s1", "s2"],
    roleIds: ["r1", "r2"],
    teamId: null,
    ...altered,
  };
}

export function aPlan(shifts: readonly Shift[] = [], assignments: readonly Assignment[] = []): Plan {
  const named = (id: string) => ({ id, name: id });
  return {
    window: { from: at("03-02 00:00"), to: at("03-09 00:00") },
    sequence: 1,
    timezone: "Europe/Paris",
    sites: byId(["s1", "s2", "s3"].map((id) => ({ ...named(id), timezone: "Europe/Paris" }))),
    teams: new Map(),
    roles: byId(["r1", "r2", "r3"].map((id) => ({ ...named(id), requiredSkillIds: [] }))),
    skills: new Map(),
    missions: byId([aMission("m1"), aMission("m2", { siteIds: ["s2"], roleIds: ["r2"] })]),
    collaborators: byId([aPerson("ana", "Ana"), aPerson("bob", "Bob"), aPerson("eve", "Eve")]),
    shifts: byId(shifts),
    assignments: byId(assignments),
    assignmentsByShift: groupByShift(assignments),
    availability: [],
    blackouts: [],
    elsewhere: [],
    conflicts: [],
    conflictsByShift: new Map(),
  };
}
