/** What would become of bars if they were dropped: where they would lie, and the changes that it takes. */
import type { CanvasGeometry } from "@/features/canvas/geometry";
import type { Carried, Ghost } from "@/features/drag/air";
import { nameOfShifts, type Hands } from "@/features/drag/hands";
import { isStill, stepped, type Step } from "@/geometry/snapping";
import { staffOf, type Plan } from "@/plan/model";
import { copied, moved, resized, shiftsOf, timesResized, type Wish } from "@/plan/moves";
import type { Bar, Row } from "@/plan/rows";
import type { BarKey } from "@/state/selection";
import { span } from "@/view/format";

export interface Held {
  readonly bar: Bar;
  readonly row: Row;
  readonly below: number;
  readonly height: number;
}

/** What a drop here would come to. */
export interface Drop {
  readonly carried: Carried;
  readonly wish: Wish;
}

export const MOST_GHOSTS = 40;

/** A bar as it is taken up; null: it is not on the canvas. */
export function heldAt(key: BarKey, geometry: CanvasGeometry): Held | null {
  const bar = geometry.bar(key);
  const row = geometry.rowOf(key);
  const box = geometry.boxOf(key);
  const top = row && geometry.rowTop(row.key);
  if (!bar || !row || !box || top === null) return null;
  return { bar, row, below: box.top - top, height: box.height };
}

export function moveDrop(
  held: readonly Held[],
  step: Step,
  onto: Row | null,
  copying: boolean,
  hands: Hands,
): Drop | null {
  const plan = hands.plan();
  if (!plan) return null;
  const bars = newest(held, plan);
  const still = isStill(step) && !onto;
  const wish: Wish = still
    ? { changes: [], refusal: null }
    : (copying ? copied : moved)(plan, bars, step, onto, hands.zone);
  const title = titleOf(plan, bars, onto, copying, hands);
  const note = copying || isStill(step) ? "" : noteOf(plan, bars, hands);
  const ghosts = ghostsOf(held, step, onto, hands);
  const kind = copying ? "copy" : "move";
  return {
    wish,
    carried: { kind, title, note, ghosts, ontoRow: onto?.key ?? null, byKeys: false, returning: false },
  };
}

/** The bars as the plan has them by now: it may have been refreshed under the hand. */
function newest(held: readonly Held[], plan: Plan): Bar[] {
  return held.flatMap(({ bar }) => {
    const shift = plan.shifts.get(bar.shift.id);
    const assignment = bar.assignment && plan.assignments.get(bar.assignment.id);
    return shift && assignment !== undefined ? [{ ...bar, shift, assignment }] : [];
  });
}

function titleOf(plan: Plan, bars: readonly Bar[], onto: Row | null, copying: boolean, hands: Hands): string {
  const { texts } = hands;
  const what = nameOfShifts(plan, shiftsOf(bars), hands);
  if (copying) return texts.copy(what);
  if (onto?.kind === "open") return texts.free(what);
  if (onto?.kind !== "collaborator") return texts.move(what);
  const fromOpen = bars.every((bar) => bar.assignment === null);
  return fromOpen ? texts.assign(onto.label, what) : texts.reassign(onto.label, what);
}

/** That others on the same shift move along. */
function noteOf(plan: Plan, bars: readonly Bar[], { texts }: Hands): string {
  const shifts = shiftsOf(bars);
  const shift = shifts[0];
  if (!shift || shifts.length > 1) return "";
  const staff = staffOf(plan, shift.id).length;
  return staff > 1 ? texts.affects(staff) : "";
}

export function ghostsOf(
  held: readonly Held[],
  step: Step,
  onto: Row | null,
  { zone, language }: Hands,
): Ghost[] {
  return held.slice(0, MOST_GHOSTS).map(({ bar, row, below, height }) => {
    const from = stepped(bar.shift.startsAt, step, zone);
    const to = from + (bar.shift.endsAt - bar.shift.startsAt);
    const label = span(from, to, zone, language);
    return { key: bar.key, rowKey: onto?.key ?? row.key, from, to, below: onto ? 3 : below, height, label };
  });
}

export function resizeDrop(held: Held, edge: "start" | "end", instant: number, hands: Hands): Drop | null {
  const plan = hands.plan();
  const shift = plan?.shifts.get(held.bar.shift.id);
  if (!plan || !shift) return null;
  const wish = resized(plan, shift, edge, instant, hands.snap);
  const times = timesResized(shift, edge, instant, hands.snap);
  const label = span(times.startsAt, times.endsAt, hands.zone, hands.language);
  const ghost: Ghost = {
    key: held.bar.key,
    rowKey: held.row.key,
    from: times.startsAt,
    to: times.endsAt,
    below: held.below,
    height: held.height,
    label,
  };
  const title = hands.texts.resize(nameOfShifts(plan, [shift], hands));
  const note = noteOf(plan, [held.bar], hands);
  return {
    wish,
    carried: { kind: "resize", title, note, ghosts: [ghost], ontoRow: null, byKeys: false, returning: false },
  };
}
