/** A finding pointed out on the plan. */
import { canvasGeometry, type CanvasGeometry } from "@/features/canvas/geometry";
import type { Conflict } from "@/plan/model";
import { useSelection, type BarKey } from "@/state/selection";

/** Frames after which a bar that was scrolled to is drawn, at the latest. */
const FRAMES = 30;

/**
 * Scroll to the first of a finding's bars, select them all and let them flash. False: none of them is on the plan
 * as it is shown (another period, or a filter that hides them).
 */
export function showConflict(conflict: Pick<Conflict, "shift_ids" | "assignment_ids" | "details">): boolean {
  const geometry = canvasGeometry();
  if (!geometry) return false;
  const keys = barsOf(geometry, conflict);
  const first = keys.find((key) => geometry.scrollToBar(key));
  if (first === undefined) return false;
  const { select, focus } = useSelection.getState();
  select(keys);
  focus(first);
  flash(keys, FRAMES);
  return true;
}

/** A finding about people lies on their bars; one about free seats on the shift's own. */
function barsOf(
  geometry: CanvasGeometry,
  conflict: Pick<Conflict, "shift_ids" | "assignment_ids" | "details">,
): BarKey[] {
  const people = conflict.assignment_ids.map((id): BarKey => `a:${id}`);
  const shifts = conflict.shift_ids.map((id): BarKey => `s:${id}`);
  const drawn = (keys: readonly BarKey[]) => keys.filter((key) => geometry.rowOf(key) !== null);
  const own = "missing" in conflict.details ? [drawn(shifts), drawn(people)] : [drawn(people), drawn(shifts)];
  return own.find((keys) => keys.length > 0) ?? conflict.shift_ids.flatMap((id) => geometry.barsOfShift(id));
}

/** Bars out of sight are only drawn once they were scrolled to. */
function flash(keys: readonly BarKey[], frames: number): void {
  const elements = keys.flatMap((key) => canvasGeometry()?.elementOf(key) ?? []);
  if (elements.length === 0 && frames > 0) {
    requestAnimationFrame(() => flash(keys, frames - 1));
    return;
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ring = { outline: "3px solid var(--accent)", outlineOffset: "1px" };
  const none = { outline: "3px solid transparent", outlineOffset: "6px" };
  for (const element of elements)
    element.animate(calm ? [ring, ring] : [ring, ring, none], { duration: 1600 });
}
