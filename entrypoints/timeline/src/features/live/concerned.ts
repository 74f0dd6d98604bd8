/** Which shifts that the user is busy with a write of somebody else has touched. */
import type { EventData } from "@/features/live/stream";
import type { Plan } from "@/plan/model";
import type { BarKey, Panel } from "@/state/selection";

export interface Busy {
  readonly panel: Panel;
  readonly selected: ReadonlySet<BarKey>;
}

export interface Concerned {
  readonly open: boolean;
  /** Of the shifts touched, those open or selected. */
  readonly shiftIds: readonly string[];
}

export function concerned(changes: NonNullable<EventData["changes"]>, plan: Plan, busy: Busy): Concerned {
  const touched = new Set<string>();
  for (const { entity, id } of changes) {
    if (entity === "shift") touched.add(id);
    const shiftId = entity === "assignment" ? plan.assignments.get(id)?.shiftId : undefined;
    if (shiftId !== undefined) touched.add(shiftId);
  }
  const open = busy.panel.kind === "shift" && touched.has(busy.panel.shiftId) ? [busy.panel.shiftId] : [];
  const selected = [...busy.selected].flatMap((key) => shiftOf(key, plan) ?? []);
  return {
    open: open.length > 0,
    shiftIds: [...new Set([...open, ...selected.filter((id) => touched.has(id))])],
  };
}

function shiftOf(key: BarKey, plan: Plan): string | undefined {
  const id = key.slice(2);
  return key.startsWith("s:") ? id : plan.assignments.get(id)?.shiftId;
}
