/** What hands do to bars, as changes of the plan: moved, copied, resized, assigned, removed. */
import { stepped, isStill, type Step } from "@/geometry/snapping";
import {
  changeAssignment,
  changeShift,
  confirmed,
  newId,
  shiftData,
  type Change,
  type ShiftData,
} from "@/plan/changes";
import { counts, staffOf, type Plan, type Shift } from "@/plan/model";
import type { Bar, Row } from "@/plan/rows";

/** Why something cannot be asked of the API at all. */
export type Refusal =
  | { readonly why: "locked" | "cancelled" | "already-there"; readonly name: string }
  | {
      readonly why: "site-not-of-mission" | "role-not-of-mission";
      readonly name: string;
      readonly mission: string;
    };

export type Wish =
  | { readonly changes: readonly Change[]; readonly refusal: null }
  | { readonly changes: readonly []; readonly refusal: Refusal };

export type Place = Pick<Row, "kind" | "id">;

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.why);
  }
}

function wish(make: () => Change[]): Wish {
  try {
    return { changes: make(), refusal: null };
  } catch (error) {
    if (error instanceof Refused) return { changes: [], refusal: error.refusal };
    throw error;
  }
}

/** Bars moved in time, and to another row where one is given; several bars of one shift move it once. */
export function moved(plan: Plan, bars: readonly Bar[], step: Step, to: Place | null, zone: string): Wish {
  return wish(() => [
    ...shiftsOf(bars).flatMap((shift) => movedShift(plan, shift, step, to, zone)),
    ...bars.flatMap((bar) => (to ? reassigned(plan, bar, to) : [])),
  ]);
}

function movedShift(plan: Plan, shift: Shift, step: Step, to: Place | null, zone: string): Change[] {
  const altered: Partial<ShiftData> = {
    ...(isStill(step) ? {} : timesAfter(shift, step, zone)),
    ...(to ? placed(plan, shift, to) : {}),
  };
  if (Object.keys(altered).length === 0) return [];
  if (shift.status === "cancelled") throw new Refused({ why: "cancelled", name: nameOf(plan, shift) });
  const change = changeShift(shift, altered);
  return altered.roleId === undefined ? [change] : [change, ...withRole(plan, shift, altered.roleId)];
}

/** The shift's length stays, as the hours that really pass. */
function timesAfter(shift: Shift, step: Step, zone: string): { startsAt: number; endsAt: number } {
  const startsAt = stepped(shift.startsAt, step, zone);
  return { startsAt, endsAt: startsAt + (shift.endsAt - shift.startsAt) };
}

/** What a row asks of a shift that comes to lie on it. */
function placed(plan: Plan, shift: Shift, to: Place): Partial<ShiftData> {
  const id = to.id;
  if (id === null) return {};
  const mission = plan.missions.get(to.kind === "mission" ? id : shift.missionId);
  const siteId = to.kind === "site" ? id : shift.siteId;
  const roleId = to.kind === "role" ? id : shift.roleId;
  if (to.kind === "collaborator" || to.kind === "open" || !mission) return {};
  if (!mission.siteIds.includes(siteId)) {
    const name = plan.sites.get(siteId)?.name ?? "";
    throw new Refused({ why: "site-not-of-mission", name, mission: mission.name });
  }
  if (!mission.roleIds.includes(roleId)) {
    const name = plan.roles.get(roleId)?.name ?? "";
    throw new Refused({ why: "role-not-of-mission", name, mission: mission.name });
  }
  return {
    ...(siteId === shift.siteId ? {} : { siteId }),
    ...(roleId === shift.roleId ? {} : { roleId }),
    ...(mission.id === shift.missionId ? {} : { missionId: mission.id }),
  };
}

/** People do on a shift what the shift is for. */
function withRole(plan: Plan, shift: Shift, roleId: string): Change[] {
  return staffOf(plan, shift.id).map((one) => {
    if (one.locked) throw new Refused({ why: "locked", name: personOf(plan, one.collaboratorId) });
    return changeAssignment(one, { roleId });
  });
}

/** A bar on a person's row is that person's; on the open shifts, nobody's. */
function reassigned(plan: Plan, bar: Bar, to: Place): Change[] {
  const { assignment, shift } = bar;
  if (to.kind === "open") return assignment ? [removedFrom(plan, bar)] : [];
  if (to.kind !== "collaborator" || to.id === null) return [];
  if (!assignment) return [seated(plan, shift, to.id)];
  if (assignment.collaboratorId === to.id) return [];
  if (assignment.locked)
    throw new Refused({ why: "locked", name: personOf(plan, assignment.collaboratorId) });
  refuseTwice(plan, shift, to.id);
  // Who moves a proposal by hand means it; an exception was granted to the other person alone.
  return [changeAssignment(assignment, { collaboratorId: to.id, status: "confirmed", override: null })];
}

function removedFrom(plan: Plan, { assignment }: Bar): Change {
  if (!assignment) throw new RangeError("The bar is nobody's.");
  if (assignment.locked)
    throw new Refused({ why: "locked", name: personOf(plan, assignment.collaboratorId) });
  return { op: "delete", entity: "assignment", id: assignment.id, version: assignment.version };
}

function seated(plan: Plan, shift: Shift, collaboratorId: string): Change {
  refuseTwice(plan, shift, collaboratorId);
  if (shift.status === "cancelled") throw new Refused({ why: "cancelled", name: nameOf(plan, shift) });
  return { op: "create", entity: "assignment", id: newId(), data: confirmed(shift, collaboratorId) };
}

function refuseTwice(plan: Plan, shift: Shift, collaboratorId: string): void {
  const there = staffOf(plan, shift.id).some((one) => one.collaboratorId === collaboratorId);
  if (there) throw new Refused({ why: "already-there", name: personOf(plan, collaboratorId) });
}

/** A person put on shifts. */
export function assigned(plan: Plan, shifts: readonly Shift[], collaboratorId: string): Wish {
  return wish(() => shifts.map((shift) => seated(plan, shift, collaboratorId)));
}

/**
 * New drafts of the bars' shifts, so much later, on another row where one is given. People's bars come with those
 * people; a shift's own bar comes empty.
 */
export function copied(plan: Plan, bars: readonly Bar[], step: Step, to: Place | null, zone: string): Wish {
  return wish(() =>
    shiftsOf(bars).flatMap((shift) => {
      const id = newId();
      const data: ShiftData = {
        ...shiftData(shift),
        ...timesAfter(shift, step, zone),
        ...(to ? placed(plan, shift, to) : {}),
        status: "draft",
        externalRef: null,
      };
      const people = bars
        .filter((bar) => bar.shift.id === shift.id)
        .flatMap((bar) => personAfter(bar, to) ?? []);
      return [
        { op: "create", entity: "shift", id, data },
        ...[...new Set(people)].map((person): Change => ({
          op: "create",
          entity: "assignment",
          id: newId(),
          data: confirmed({ id, roleId: data.roleId }, person),
        })),
      ];
    }),
  );
}

function personAfter(bar: Bar, to: Place | null): string | null {
  if (to?.kind === "collaborator") return to.id;
  return to?.kind === "open" ? null : (bar.assignment?.collaboratorId ?? null);
}

/** A shift from or to another instant; `snap`: the minutes that hands move by. */
export function resized(
  plan: Plan,
  shift: Shift,
  edge: "start" | "end",
  instant: number,
  snap: number,
): Wish {
  return wish(() => {
    if (shift.status === "cancelled") throw new Refused({ why: "cancelled", name: nameOf(plan, shift) });
    const times = timesResized(shift, edge, instant, snap);
    if (times.startsAt === shift.startsAt && times.endsAt === shift.endsAt) return [];
    return [changeShift(shift, times)];
  });
}

export function timesResized(
  shift: Pick<Shift, "startsAt" | "endsAt" | "breakMinutes">,
  edge: "start" | "end",
  instant: number,
  snap: number,
): { startsAt: number; endsAt: number } {
  const least = leastLength(shift, snap);
  return edge === "start"
    ? { startsAt: Math.min(instant, shift.endsAt - least), endsAt: shift.endsAt }
    : { startsAt: shift.startsAt, endsAt: Math.max(instant, shift.startsAt + least) };
}

/** In whole steps, one at least and more than the break; a shift shorter than that already need not grow. */
function leastLength({ startsAt, endsAt, breakMinutes }: Parameters<typeof timesResized>[0], snap: number) {
  const steps = Math.floor(breakMinutes / snap) + 1;
  return Math.min(steps * snap * 60_000, endsAt - startsAt);
}

/** People's bars leave their shift, which stays and is open; a shift's own bar goes with all that is on it. */
export function removed(plan: Plan, bars: readonly Bar[]): Wish {
  const gone = new Set(bars.filter((bar) => bar.assignment === null).map((bar) => bar.shift.id));
  return wish(() => [
    ...removedShifts(plan, shiftsOf(bars.filter((bar) => gone.has(bar.shift.id)))),
    ...bars
      .filter((bar) => bar.assignment !== null && !gone.has(bar.shift.id))
      .map((bar) => removedFrom(plan, bar)),
  ]);
}

/** Whole shifts removed, whoever's bars were meant. */
export function removedWhole(plan: Plan, bars: readonly Bar[]): Wish {
  return wish(() => removedShifts(plan, shiftsOf(bars)));
}

function removedShifts(plan: Plan, shifts: readonly Shift[]): Change[] {
  return shifts.map((shift) => {
    if (shift.status === "cancelled" && shift.everPublished)
      throw new Refused({ why: "cancelled", name: nameOf(plan, shift) });
    const locked = shift.everPublished
      ? undefined
      : (plan.assignmentsByShift.get(shift.id) ?? []).find((one) => one.locked);
    if (locked) throw new Refused({ why: "locked", name: personOf(plan, locked.collaboratorId) });
    return { op: "delete", entity: "shift", id: shift.id, version: shift.version };
  });
}

/** The bars' shifts, each once. */
export function shiftsOf(bars: readonly Bar[]): Shift[] {
  return [...new Map(bars.map((bar) => [bar.shift.id, bar.shift])).values()];
}

/** The assignments that bars stand for: a person's bar its own, a shift's own bar all that count. */
export function assignmentsOf(plan: Plan, bars: readonly Bar[]) {
  const found = bars.flatMap((bar) => (bar.assignment ? [bar.assignment] : staffOf(plan, bar.shift.id)));
  return [...new Map(found.filter(counts).map((one) => [one.id, one])).values()];
}

function nameOf(plan: Plan, shift: Shift): string {
  return plan.missions.get(shift.missionId)?.name ?? plan.roles.get(shift.roleId)?.name ?? "";
}

function personOf(plan: Plan, id: string): string {
  return plan.collaborators.get(id)?.name ?? "";
}
