/** What a bar shows and how it is read out: worked out from the plan's words, apart from drawing. */
import type { Language } from "@/i18n/language";
import type { CanvasTexts } from "@/features/canvas/texts";
import type { ClockChange } from "@/geometry/ticks";
import { counts, staffOf, type Conflict, type Mission, type Plan, type Shift } from "@/plan/model";
import type { Bar, Row } from "@/plan/rows";
import { clock, longDay, offsetName, span } from "@/view/format";

export interface Face {
  /** `08:00 – 16:00` */
  readonly time: string;
  /** `8–16` */
  readonly shortTime: string;
  /** `8` */
  readonly startTime: string;
  /** What the row does not say already: role, mission, site or names. */
  readonly what: string;
  /** Name for screen readers, and what is shown when the pointer rests on it. */
  readonly label: string;
  /** Whose it is, and when. */
  readonly subject: string;
  /** Colour of the team, or of the role. */
  readonly hue: string;
  readonly status: Shift["status"];
  readonly locked: boolean;
  readonly changed: boolean;
  /** Assignments that can be accepted or rejected on it. */
  readonly proposedIds: readonly string[];
  /** Filled and wanted; null where the row says it, or one person is all there is to it. */
  readonly count: string | null;
  readonly short: boolean;
  /** Conflicts that stand without an exception. */
  readonly conflicts: number;
  readonly worst: "hard" | "soft" | "overridden" | null;
}

export interface FaceContext {
  readonly plan: Plan;
  readonly zone: string;
  readonly language: Language;
  readonly texts: CanvasTexts;
  /** Those of the window: a time that the clock shows twice is told with its offset. */
  readonly clockChanges?: readonly ClockChange[];
}

/** Apart from each other at a glance, in light and dark; in the order of the roles' names. */
const PALETTE = [
  "#2f6fde",
  "#c2570c",
  "#0f8a7e",
  "#a336b8",
  "#5c7d10",
  "#c92a5b",
  "#5b54d6",
  "#9a6b00",
  "#0b80b0",
  "#7d5a46",
];

/** Faces of bars, each made once for as long as its bar stands. */
export function faces(context: FaceContext): (bar: Bar, row: Row) => Face {
  const kept = new WeakMap<Bar, Face>();
  const places = new Map([...context.plan.roles.keys()].map((id, place) => [id, place]));
  return (bar, row) => {
    let face = kept.get(bar);
    if (!face) {
      const mission = context.plan.missions.get(bar.shift.missionId);
      face = faceOf(bar, row, context, hueOf(context.plan, mission, places.get(bar.shift.roleId) ?? 0));
      kept.set(bar, face);
    }
    return face;
  };
}

function hueOf(plan: Plan, mission: Mission | undefined, rolePlace: number): string {
  const team = mission?.teamId == null ? undefined : plan.teams.get(mission.teamId);
  return team?.colour ?? PALETTE[rolePlace % PALETTE.length] ?? "#2f6fde";
}

export function faceOf(bar: Bar, row: Row, context: FaceContext, hue: string): Face {
  const { shift, assignment } = bar;
  const { plan, zone, language } = context;
  const standing = otherThanUnderstaffed(bar);
  const proposedIds = proposalsOf(bar, plan);
  const manned = row.kind === "collaborator" && shift.headcount === 1;
  const time = span(shift.startsAt, shift.endsAt, zone, language);
  return {
    time,
    subject: [whoOf(bar, row, context), time].join(", "),
    shortTime: `${shortClock(shift.startsAt, zone, language)}–${shortClock(shift.endsAt, zone, language)}`,
    startTime: shortClock(shift.startsAt, zone, language),
    what: whatOf(bar, row, context).join(" · "),
    label: labelOf(bar, row, context, standing),
    hue,
    status: shift.status,
    locked: assignment?.locked ?? false,
    changed: shift.changedSincePublication || (assignment?.changedSincePublication ?? false),
    proposedIds,
    count: manned || shift.status === "cancelled" ? null : `${bar.filled}/${shift.headcount}`,
    short: shift.status !== "cancelled" && bar.filled < shift.headcount,
    conflicts: standing.filter((one) => !one.overridden).length,
    worst: worstOf(standing),
  };
}

/** That a shift lacks people is told by its headcount, and need not be told twice. */
function otherThanUnderstaffed(bar: Bar): readonly Conflict[] {
  return bar.conflicts.filter((one) => one.rule !== "understaffed");
}

function worstOf(conflicts: readonly Conflict[]): Face["worst"] {
  if (conflicts.length === 0) return null;
  const standing = conflicts.filter((one) => !one.overridden);
  if (standing.length === 0) return "overridden";
  return standing.some((one) => one.type === "hard") ? "hard" : "soft";
}

function proposalsOf(bar: Bar, plan: Plan): string[] {
  const staff = bar.assignment ? [bar.assignment] : staffOf(plan, bar.shift.id);
  return staff.filter((one) => one.status === "proposed").map((one) => one.id);
}

function shortClock(instant: number, zone: string, language: Language): string {
  return clock(instant, zone, language)
    .replace(/^0(?=\d)/, "")
    .replace(/:00$/, "");
}

/** Parts of the second line, the most telling first. */
function whatOf(bar: Bar, row: Row, { plan, texts }: FaceContext): string[] {
  const { shift } = bar;
  const role = plan.roles.get(shift.roleId)?.name ?? "";
  const site = plan.sites.get(shift.siteId)?.name ?? "";
  const mission = plan.missions.get(shift.missionId)?.name ?? "";
  const names = namesOf(plan, shift) || texts.nobody;
  const parts = {
    collaborator: [role, site, mission],
    open: [role, site, mission],
    site: [role, names, mission],
    mission: [role, names, site],
    role: [names, site, mission],
  }[row.kind];
  return parts.filter((part) => part !== "");
}

function namesOf(plan: Plan, shift: Shift): string {
  return (plan.assignmentsByShift.get(shift.id) ?? [])
    .filter(counts)
    .map((one) => plan.collaborators.get(one.collaboratorId)?.name ?? "")
    .filter((name) => name !== "")
    .join(", ");
}

function labelOf(bar: Bar, row: Row, context: FaceContext, conflicts: readonly Conflict[]): string {
  const { shift, assignment, filled } = bar;
  const { plan, zone, language, texts } = context;
  const proposals = proposalsOf(bar, plan).length;
  const parts = [
    whoOf(bar, row, context),
    longDay(shift.startsAt, zone, language),
    span(shift.startsAt, shift.endsAt, zone, language) + offsetsOf(shift, context),
    plan.roles.get(shift.roleId)?.name,
    plan.sites.get(shift.siteId)?.name,
    plan.missions.get(shift.missionId)?.name,
    texts.status[shift.status],
    shift.changedSincePublication || assignment?.changedSincePublication ? texts.changed : "",
    proposals > 0 ? (assignment ? texts.proposed : texts.proposals(proposals)) : "",
    assignment?.locked ? texts.locked : "",
    shift.status === "cancelled" ? "" : texts.filled(filled, shift.headcount),
    conflictsRead(conflicts, texts),
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(", ");
}

/** ` (GMT+2 → GMT+1)` where the shift starts or ends at a time that comes twice; else nothing. */
function offsetsOf({ startsAt, endsAt }: Shift, { zone, language, clockChanges = [] }: FaceContext): string {
  const twice = clockChanges.some(({ at, minutes }) =>
    [startsAt, endsAt].some((one) => minutes < 0 && Math.abs(one - at) <= -minutes * 60_000),
  );
  if (!twice) return "";
  const offsets = new Set([startsAt, endsAt].map((one) => offsetName(one, zone, language)));
  return ` (${[...offsets].join(" → ")})`;
}

function whoOf({ shift, assignment }: Bar, row: Row, { plan, texts }: FaceContext): string {
  const person = assignment && plan.collaborators.get(assignment.collaboratorId)?.name;
  return person ?? (row.kind === "open" ? texts.open : namesOf(plan, shift) || texts.nobody);
}

function conflictsRead(conflicts: readonly Conflict[], texts: CanvasTexts): string {
  const standing = conflicts.filter((one) => !one.overridden);
  const worst = standing.find((one) => one.type === "hard") ?? standing[0];
  if (!worst) return conflicts.length > 0 ? texts.overridden : "";
  const kind = worst.type === "hard" ? texts.notAllowed : texts.toAvoid;
  return `${texts.conflicts(standing.length)} (${kind}): ${worst.message}`;
}
