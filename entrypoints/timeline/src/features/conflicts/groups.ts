/** Findings kept to a filter and grouped, as the panel lists them. */
import type { ConflictFilter, GroupBy } from "@/features/conflicts/panelState";
import { dayOf } from "@/geometry/calendar";
import type { Conflict, Plan } from "@/plan/model";

export interface Group {
  /** A rule's code, a person's id, a day `YYYY-MM-DD`; empty: findings that concern nobody. */
  readonly key: string;
  readonly conflicts: readonly Conflict[];
  readonly hard: number;
}

/** The findings that a filter leaves. */
export function kept(conflicts: readonly Conflict[], plan: Plan, filter: ConflictFilter): Conflict[] {
  return conflicts.filter(
    (one) =>
      weighs(one, filter.weight) &&
      (filter.rule === null || one.rule === filter.rule) &&
      (filter.personId === null || one.collaborator_ids.includes(filter.personId)) &&
      (filter.siteId === null || one.shift_ids.some((id) => plan.shifts.get(id)?.siteId === filter.siteId)),
  );
}

/**
 * Groups in order: rules and people with most hard findings first (nobody last), days by date. A finding about several people
 * stands with each of them.
 */
export function grouped(conflicts: readonly Conflict[], by: GroupBy, plan: Plan, zone: string): Group[] {
  const groups = new Map<string, Conflict[]>();
  for (const one of conflicts) {
    for (const key of keysOf(one, by, plan, zone)) {
      const group = groups.get(key);
      if (group) group.push(one);
      else groups.set(key, [one]);
    }
  }
  const made = [...groups].map(([key, own]): Group => ({
    key,
    conflicts: own.sort(bySeverityThenTime),
    hard: own.filter((one) => weighs(one, "hard")).length,
  }));
  if (by === "day") return made.sort((a, b) => (a.key < b.key ? -1 : 1));
  return made.sort(
    (a, b) =>
      Number(a.key === "") - Number(b.key === "") ||
      b.hard - a.hard ||
      b.conflicts.length - a.conflicts.length ||
      (a.key < b.key ? -1 : 1),
  );
}

function keysOf(conflict: Conflict, by: GroupBy, plan: Plan, zone: string): readonly string[] {
  if (by === "rule") return [conflict.rule];
  if (by === "person") return conflict.collaborator_ids.length > 0 ? conflict.collaborator_ids : [""];
  return [dayOf(Math.max(Date.parse(conflict.starts_at), plan.window.from), zone)];
}

function weighs(conflict: Conflict, weight: ConflictFilter["weight"]): boolean {
  if (weight === "all") return true;
  if (weight === "overridden") return conflict.overridden;
  return !conflict.overridden && conflict.type === weight;
}

function bySeverityThenTime(a: Conflict, b: Conflict): number {
  return (
    Number(a.overridden) - Number(b.overridden) ||
    (a.type === b.type ? 0 : a.type === "hard" ? -1 : 1) ||
    Date.parse(a.starts_at) - Date.parse(b.starts_at) ||
    (a.fingerprint < b.fingerprint ? -1 : 1)
  );
}
