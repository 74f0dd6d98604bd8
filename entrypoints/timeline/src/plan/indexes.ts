/** Things grouped by what they belong to. */
import type { Assignment, Conflict } from "@/plan/model";

export function byId<T extends { readonly id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

export function groupByShift(assignments: Iterable<Assignment>): Map<string, Assignment[]> {
  const groups = new Map<string, Assignment[]>();
  for (const one of assignments) push(groups, one.shiftId, one);
  return groups;
}

export function conflictsByShift(conflicts: readonly Conflict[]): Map<string, Conflict[]> {
  const groups = new Map<string, Conflict[]>();
  for (const one of conflicts) for (const id of new Set(one.shift_ids)) push(groups, id, one);
  return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
