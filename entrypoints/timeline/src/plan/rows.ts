/** The plan as rows of bars: by collaborator, site, mission or role, narrowed by the view's filters. */
import {
  counts,
  missingIn,
  paidWithin,
  staffOf,
  type Assignment,
  type Conflict,
  type Plan,
  type Shift,
  type Team,
  type Window,
} from "@/plan/model";
import { contractMinutes, workedMinutes } from "@/plan/worked";
import type { BarKey } from "@/state/selection";
import type { RowsBy, View } from "@/view/view";

export interface Bar {
  readonly key: BarKey;
  readonly shift: Shift;
  /** The person's part in it; null where the bar stands for the shift itself. */
  readonly assignment: Assignment | null;
  readonly filled: number;
  readonly conflicts: readonly Conflict[];
}

export interface Row {
  /** Unique on the page: `open`, or the kind and id. */
  readonly key: string;
  readonly kind: "open" | RowsBy;
  /** Id of the collaborator, site, mission or role; null: the open shifts. */
  readonly id: string | null;
  readonly label: string;
  readonly group: Group;
  /** In order of their start. */
  readonly bars: readonly Bar[];
  /** Paid minutes within the period: of a person all of them, whatever the filters; else of the bars shown. */
  readonly workedMinutes: number;
  /** Minutes that the contract asks for in the period; null: no contract, or no person. */
  readonly contractMinutes: number | null;
}

export interface Group {
  readonly key: string;
  /** null: without a team. */
  readonly team: Team | null;
}

const NO_TEAM: Group = { key: "none", team: null };

/** Their hours are those of the period. */
export function rowsOf(plan: Plan, view: View, period: Window = plan.window): Row[] {
  const shifts = [...plan.shifts.values()]
    .filter((shift) => shiftShown(plan, shift, view))
    .sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt || (a.id < b.id ? -1 : 1));
  const rows = view.rows === "collaborator" ? collaboratorRows : shiftRows;
  return rows(plan, view, shifts, period);
}

function collaboratorRows(plan: Plan, view: View, shifts: readonly Shift[], period: Window): Row[] {
  const byPerson = new Map<string, Bar[]>();
  const open: Bar[] = [];
  for (const shift of shifts) {
    const bar = barOf(plan, shift);
    if (missingIn(plan, shift) > 0) open.push(bar);
    for (const assignment of staffOf(plan, shift.id)) {
      if (!assignmentShown(assignment, view)) continue;
      const conflicts = bar.conflicts.filter((one) => concerns(one, assignment));
      const bars = byPerson.get(assignment.collaboratorId);
      const own: Bar = { ...bar, key: `a:${assignment.id}`, assignment, conflicts };
      if (bars) bars.push(own);
      else byPerson.set(assignment.collaboratorId, [own]);
    }
  }
  const minutes = workedMinutes(plan, period);
  const people = [...plan.collaborators.values()].filter(
    (one) =>
      (one.active || byPerson.has(one.id)) &&
      chosen(view.collaboratorIds, one.id) &&
      chosen(view.teamIds, one.teamId) &&
      (!narrowsPeople(view) || byPerson.has(one.id)) &&
      (view.siteIds.length === 0 ||
        one.siteIds.length === 0 ||
        one.siteIds.some((id) => view.siteIds.includes(id)) ||
        byPerson.has(one.id)) &&
      (view.roleIds.length === 0 ||
        one.roleIds.some((id) => view.roleIds.includes(id)) ||
        byPerson.has(one.id)) &&
      (matches(view.search, one.name) || byPerson.has(one.id)),
  );
  const rows = people.map((one): Row => {
    return {
      key: `collaborator:${one.id}`,
      kind: "collaborator",
      id: one.id,
      label: one.name,
      group: groupOf(plan, one.teamId),
      bars: byPerson.get(one.id) ?? [],
      workedMinutes: minutes.get(one.id) ?? 0,
      contractMinutes: contractMinutes(plan, one, period),
    };
  });
  return [openRow(open, period), ...grouped(plan, rows)];
}

/** Shifts that still lack people. */
function openRow(bars: Bar[], period: Window): Row {
  return {
    key: "open",
    kind: "open",
    id: null,
    label: "",
    group: NO_TEAM,
    bars,
    workedMinutes: worked(bars, period),
    contractMinutes: null,
  };
}

function shiftRows(plan: Plan, view: View, shifts: readonly Shift[], period: Window): Row[] {
  const kind = view.rows;
  const things = kind === "site" ? plan.sites : kind === "mission" ? plan.missions : plan.roles;
  const bars = new Map<string, Bar[]>();
  for (const shift of shifts) {
    const id = kind === "site" ? shift.siteId : kind === "mission" ? shift.missionId : shift.roleId;
    const row = bars.get(id);
    if (row) row.push(barOf(plan, shift));
    else bars.set(id, [barOf(plan, shift)]);
  }
  const asked = kind === "site" ? view.siteIds : kind === "mission" ? view.missionIds : view.roleIds;
  const narrowed = narrowsPeople(view) || view.search.trim() !== "" || view.teamIds.length > 0;
  const rows = [...things.values()]
    .filter((one) => (chosen(asked, one.id) && !narrowed) || bars.has(one.id))
    .map((one): Row => {
      const own = bars.get(one.id) ?? [];
      return {
        key: `${kind}:${one.id}`,
        kind,
        id: one.id,
        label: one.name,
        group: groupOf(plan, kind === "mission" ? (plan.missions.get(one.id)?.teamId ?? null) : null),
        bars: own,
        workedMinutes: worked(own, period),
        contractMinutes: null,
      };
    })
    .sort((a, b) => a.label.localeCompare(b.label));
  return grouped(plan, rows);
}

/** Rows of one team together, teams by name, those without one last. */
function grouped(plan: Plan, rows: Row[]): Row[] {
  const order = [...plan.teams.values()].sort((a, b) => a.name.localeCompare(b.name)).map((team) => team.id);
  const place = new Map(order.map((id, position) => [id, position]));
  const placeOf = (row: Row) =>
    row.group.team ? (place.get(row.group.team.id) ?? order.length) : order.length + 1;
  return rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => placeOf(a.row) - placeOf(b.row) || a.i - b.i)
    .map(({ row }) => row);
}

function groupOf(plan: Plan, teamId: string | null): Group {
  const team = teamId === null ? undefined : plan.teams.get(teamId);
  return team ? { key: team.id, team } : NO_TEAM;
}

export function barOf(plan: Plan, shift: Shift): Bar {
  return {
    key: `s:${shift.id}`,
    shift,
    assignment: null,
    filled: staffOf(plan, shift.id).length,
    conflicts: plan.conflictsByShift.get(shift.id) ?? [],
  };
}

function concerns(conflict: Conflict, assignment: Assignment): boolean {
  return (
    conflict.collaborator_ids.length > 0 && conflict.collaborator_ids.includes(assignment.collaboratorId)
  );
}

function worked(bars: readonly Bar[], period: Window): number {
  const counted = bars.filter((bar) => bar.shift.status !== "cancelled");
  return Math.round(counted.reduce((sum, bar) => sum + paidWithin(bar.shift, period), 0));
}

/** Whether a shift passes the filters. */
export function shiftShown(plan: Plan, shift: Shift, view: View): boolean {
  const mission = plan.missions.get(shift.missionId);
  return (
    chosen(view.siteIds, shift.siteId) &&
    chosen(view.roleIds, shift.roleId) &&
    chosen(view.missionIds, shift.missionId) &&
    statusShown(plan, shift, view) &&
    teamShown(plan, shift, mission?.teamId ?? null, view) &&
    (view.collaboratorIds.length === 0 ||
      staffOf(plan, shift.id).some((one) => view.collaboratorIds.includes(one.collaboratorId))) &&
    (!view.onlyConflicts || (plan.conflictsByShift.get(shift.id)?.length ?? 0) > 0) &&
    searchShown(plan, shift, view.search)
  );
}

function statusShown(plan: Plan, shift: Shift, view: View): boolean {
  return (
    view.statuses.length === 0 ||
    view.statuses.some((status) =>
      status === "open"
        ? missingIn(plan, shift) > 0
        : status === "proposed"
          ? staffOf(plan, shift.id).some((one) => one.status === "proposed")
          : shift.status === status,
    )
  );
}

function teamShown(plan: Plan, shift: Shift, missionTeam: string | null, view: View): boolean {
  return (
    view.teamIds.length === 0 ||
    (missionTeam !== null && view.teamIds.includes(missionTeam)) ||
    staffOf(plan, shift.id).some((one) =>
      chosen(view.teamIds, plan.collaborators.get(one.collaboratorId)?.teamId ?? null),
    )
  );
}

function searchShown(plan: Plan, shift: Shift, search: string): boolean {
  if (search.trim() === "") return true;
  const names = [
    plan.missions.get(shift.missionId)?.name,
    plan.sites.get(shift.siteId)?.name,
    plan.roles.get(shift.roleId)?.name,
    shift.note ?? undefined,
    ...staffOf(plan, shift.id).map((one) => plan.collaborators.get(one.collaboratorId)?.name),
  ];
  return names.some((name) => name !== undefined && matches(search, name));
}

function assignmentShown(assignment: Assignment, view: View): boolean {
  if (!counts(assignment) || !chosen(view.collaboratorIds, assignment.collaboratorId)) return false;
  return view.statuses.length !== 1 || view.statuses[0] !== "proposed" || assignment.status === "proposed";
}

/** Filters that leave only people with something to show. */
function narrowsPeople(view: View): boolean {
  return view.statuses.length > 0 || view.onlyConflicts || view.missionIds.length > 0;
}

function chosen(asked: readonly string[], id: string | null): boolean {
  return asked.length === 0 || (id !== null && asked.includes(id));
}

/** Whether a text holds what is searched for, accents and case of no account. */
export function matches(search: string, text: string): boolean {
  return folded(text).includes(folded(search.trim()));
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
