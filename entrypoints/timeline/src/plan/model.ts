/**
 * The plan of a window as the page holds it: what the API told, indexed. Instants are milliseconds since 1970.
 * Nothing here is ever altered in place: an edit makes a new Plan that shares what it did not touch.
 */
import type { components } from "@/api/schema";

type Schemas = components["schemas"];

export type Conflict = Schemas["ConflictOut"];
export type ShiftStatus = Schemas["ShiftStatus"];
export type AssignmentStatus = Schemas["AssignmentStatus"];
export type AvailabilityKind = Schemas["AvailabilityKind"];
export type ShiftOut = Schemas["ShiftOut"];
export type AssignmentOut = Schemas["AssignmentOut"];

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  /** `#rrggbb`, or null. */
  readonly colour: string | null;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  readonly requiredSkillIds: readonly string[];
}

export interface Skill {
  readonly id: string;
  readonly name: string;
}

export interface Mission {
  readonly id: string;
  readonly name: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly siteIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly teamId: string | null;
}

export interface Collaborator {
  readonly id: string;
  readonly name: string;
  readonly teamId: string | null;
  readonly siteIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly skillIds: readonly string[];
  readonly active: boolean;
  /** Minutes a week of the contract; null: none known. */
  readonly weeklyMinutes: number | null;
}

export interface Shift {
  readonly id: string;
  readonly templateId: string | null;
  readonly missionId: string;
  readonly siteId: string;
  readonly roleId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly breakMinutes: number;
  readonly status: ShiftStatus;
  readonly headcount: number;
  readonly softCapacity: number | null;
  readonly hardCapacity: number | null;
  readonly requiredSkillIds: readonly string[];
  readonly shortageWeight: number | null;
  readonly surplusWeight: number | null;
  readonly note: string | null;
  readonly externalRef: string | null;
  readonly version: number;
  readonly changedSincePublication: boolean;
  readonly everPublished: boolean;
}

export interface Override {
  readonly rules: readonly string[];
  readonly reason: string;
  readonly userId: string | null;
}

export interface Assignment {
  readonly id: string;
  readonly shiftId: string;
  readonly collaboratorId: string;
  readonly roleId: string;
  readonly status: AssignmentStatus;
  readonly locked: boolean;
  readonly source: Schemas["Source"];
  readonly override: Override | null;
  readonly note: string | null;
  readonly version: number;
  readonly changedSincePublication: boolean;
}

/** One occurrence within the window; those of one recurrence share their id. */
export interface Availability {
  readonly id: string;
  readonly collaboratorId: string;
  readonly kind: AvailabilityKind;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly recurring: boolean;
  readonly reason: string | null;
}

export interface Blackout {
  readonly id: string;
  readonly siteId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly hard: boolean;
  readonly reason: string | null;
}

/** When somebody works on what who is signed in may not see: neither where nor on what. */
export interface Elsewhere {
  readonly collaboratorId: string;
  readonly startsAt: number;
  readonly endsAt: number;
}

export interface Window {
  readonly from: number;
  readonly to: number;
}

export interface Plan {
  readonly window: Window;
  /** Number of the newest stored event that this answer knows of. */
  readonly sequence: number;
  /** Zone of the organization. */
  readonly timezone: string;
  readonly sites: ReadonlyMap<string, Site>;
  readonly teams: ReadonlyMap<string, Team>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly skills: ReadonlyMap<string, Skill>;
  readonly missions: ReadonlyMap<string, Mission>;
  /** In the order of their names. */
  readonly collaborators: ReadonlyMap<string, Collaborator>;
  readonly shifts: ReadonlyMap<string, Shift>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly assignmentsByShift: ReadonlyMap<string, readonly Assignment[]>;
  readonly availability: readonly Availability[];
  readonly blackouts: readonly Blackout[];
  /** In order of their start; none but for who is kept to sites or teams. */
  readonly elsewhere: readonly Elsewhere[];
  readonly conflicts: readonly Conflict[];
  readonly conflictsByShift: ReadonlyMap<string, readonly Conflict[]>;
}

/** Whether an assignment counts: proposed and confirmed ones do, rejected ones do not. */
export function counts(assignment: Assignment): boolean {
  return assignment.status !== "rejected";
}

/** The assignments of a shift that count. */
export function staffOf(plan: Plan, shiftId: string): readonly Assignment[] {
  return (plan.assignmentsByShift.get(shiftId) ?? []).filter(counts);
}

/** How many people a shift still lacks; a cancelled one lacks none. */
export function missingIn(plan: Plan, shift: Shift): number {
  if (shift.status === "cancelled") return 0;
  return Math.max(0, shift.headcount - staffOf(plan, shift.id).length);
}

/** Paid minutes: the shift's length without its break, in real time. */
export function paidMinutes(shift: Shift): number {
  return Math.max(0, Math.round((shift.endsAt - shift.startsAt) / 60_000) - shift.breakMinutes);
}

/** Of a shift's paid minutes those within a window, its break shared out in proportion; not rounded. */
export function paidWithin(shift: Shift, window: Window): number {
  const within = Math.min(shift.endsAt, window.to) - Math.max(shift.startsAt, window.from);
  const whole = shift.endsAt - shift.startsAt;
  return within <= 0 || whole <= 0 ? 0 : paidMinutes(shift) * (within / whole);
}
