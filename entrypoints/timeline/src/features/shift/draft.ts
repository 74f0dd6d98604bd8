/** A shift as it stands in the form, and back: what was not touched keeps its value to the millisecond. */
import { addDays, atWallTime, dayOf, wallTime } from "@/geometry/calendar";
import { shiftData, type ShiftData } from "@/plan/changes";
import type { Mission, Shift } from "@/plan/model";
import type { WallClock } from "@/ui/DateTimeField";

export interface ShiftFields {
  readonly missionId: string;
  readonly siteId: string;
  readonly roleId: string;
  readonly start: WallClock;
  readonly end: WallClock;
  readonly breakMinutes: number | null;
  readonly headcount: number | null;
  readonly softCapacity: number | null;
  readonly hardCapacity: number | null;
  readonly requiredSkillIds: readonly string[];
  readonly note: string;
}

export type FieldName = keyof ShiftFields;

/** What the planner altered, and the shift as it stood when they began. */
export interface Draft {
  readonly edits: Partial<ShiftFields>;
  readonly base: Shift;
}

export function fieldsOf(shift: Shift, zone: string): ShiftFields {
  return {
    missionId: shift.missionId,
    siteId: shift.siteId,
    roleId: shift.roleId,
    start: clockOf(shift.startsAt, zone),
    end: clockOf(shift.endsAt, zone),
    breakMinutes: shift.breakMinutes,
    headcount: shift.headcount,
    softCapacity: shift.softCapacity,
    hardCapacity: shift.hardCapacity,
    requiredSkillIds: shift.requiredSkillIds,
    note: shift.note ?? "",
  };
}

export function clockOf(instant: number, zone: string): WallClock {
  return { date: dayOf(instant, zone), time: wallTime(instant, zone) };
}

/** The instant of a wall clock; null while it is not all typed. */
export function instantOf({ date, time }: WallClock, zone: string): number | null {
  if (date === "" || time === "") return null;
  try {
    return atWallTime(date, time, zone);
  } catch {
    return null;
  }
}

/** The shift's data with the edits; null while a value that it needs is missing. */
export function dataOf(shift: Shift, edits: Partial<ShiftFields>, zone: string): ShiftData | null {
  const startsAt = edits.start ? instantOf(edits.start, zone) : shift.startsAt;
  const endsAt = edits.end ? instantOf(edits.end, zone) : shift.endsAt;
  const headcount = edits.headcount === undefined ? shift.headcount : edits.headcount;
  if (startsAt === null || endsAt === null || headcount === null) return null;
  const { start: _start, end: _end, note, breakMinutes, ...same } = edits;
  return {
    ...shiftData(shift),
    ...same,
    startsAt,
    endsAt,
    headcount,
    breakMinutes: breakMinutes === undefined ? shift.breakMinutes : (breakMinutes ?? 0),
    note: note === undefined ? shift.note : note.trim() === "" ? null : note,
  };
}

/** The edits with one more; a value put back as the shift has it is no edit. */
export function withEdit(
  shift: Shift,
  edits: Partial<ShiftFields>,
  altered: Partial<ShiftFields>,
  zone: string,
): Partial<ShiftFields> {
  const own = fieldsOf(shift, zone);
  const next: Partial<ShiftFields> = { ...edits, ...altered };
  const kept = Object.entries(next).filter(([name, value]) => !equal(value, own[name as FieldName]));
  return Object.fromEntries(kept);
}

/** Edits for a new start: the end keeps its distance in days and its wall time. */
export function movedStart(fields: ShiftFields, start: WallClock): Partial<ShiftFields> {
  if (start.date === "" || fields.end.date === "" || fields.start.date === "") return { start };
  const days = Math.round((Date.parse(start.date) - Date.parse(fields.start.date)) / 86_400_000);
  const end = days === 0 ? fields.end : { ...fields.end, date: addDays(fields.end.date, days) };
  return { start, end: fitted(fields, start, end) };
}

/** Edits for a new end: one that is not after the start on its day lies on the next. */
export function movedEnd(fields: ShiftFields, end: WallClock): Partial<ShiftFields> {
  return { end: end.date === fields.end.date ? fitted(fields, fields.start, end) : end };
}

/** The end's day for a new wall time of start or end; `before` tells a night from a shift of more than a day. */
function fitted(before: ShiftFields, start: WallClock, end: WallClock): WallClock {
  if (start.date === "" || start.time === "" || end.time === "") return end;
  if (end.date === start.date && end.time <= start.time) return { ...end, date: addDays(start.date, 1) };
  const night = before.end.time <= before.start.time;
  if (night && end.date === addDays(start.date, 1) && end.time > start.time)
    return { ...end, date: start.date };
  return end;
}

/** Edits for a new mission: a site or role that it does not have gives way to its first. */
export function movedMission(fields: ShiftFields, mission: Mission): Partial<ShiftFields> {
  return {
    missionId: mission.id,
    siteId: fitting(fields.siteId, mission.siteIds),
    roleId: fitting(fields.roleId, mission.roleIds),
  };
}

function fitting(id: string, allowed: readonly string[]): string {
  return allowed.includes(id) ? id : (allowed[0] ?? id);
}

/** Fields that the planner altered and that have meanwhile become something else too. */
export function collisions(draft: Draft, now: Shift, zone: string): FieldName[] {
  const before = fieldsOf(draft.base, zone);
  const after = fieldsOf(now, zone);
  return (Object.keys(draft.edits) as FieldName[]).filter(
    (name) => !equal(before[name], after[name]) && !equal(draft.edits[name], after[name]),
  );
}

function equal(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

const WIRE: Readonly<Record<string, FieldName>> = {
  mission_id: "missionId",
  site_id: "siteId",
  role_id: "roleId",
  starts_at: "start",
  ends_at: "end",
  break_minutes: "breakMinutes",
  headcount: "headcount",
  soft_capacity: "softCapacity",
  hard_capacity: "hardCapacity",
  required_skill_ids: "requiredSkillIds",
  note: "note",
};

export type Faults = Partial<Record<FieldName | "rest", string>>;

/** What the API said of each field; what belongs to none stands under `rest`. */
export function faultsOf(errors: readonly { readonly path: string; readonly reason: string }[]): Faults {
  const faults: Faults = {};
  for (const { path, reason } of errors) {
    const name = path.split(".").flatMap((part) => WIRE[part] ?? [])[0] ?? "rest";
    faults[name] ??= name === "rest" ? `${path}: ${reason}` : reason;
  }
  return faults;
}
