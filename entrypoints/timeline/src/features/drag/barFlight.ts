/** Bars in the air: moved, copied, or drawn out at an edge. */
import type { CanvasGeometry } from "@/features/canvas/geometry";
import { useAir, type Carried, type Ghost } from "@/features/drag/air";
import { nameOfShifts, type Hands } from "@/features/drag/hands";
import type { Flight, Point } from "@/features/drag/track";
import { isStill, NO_STEP, snapped, stepBetween, stepped, type Step } from "@/geometry/snapping";
import { staffOf, type Plan } from "@/plan/model";
import { copied, moved, resized, shiftsOf, timesResized, type Wish } from "@/plan/moves";
import type { Bar, Row } from "@/plan/rows";
import { tell } from "@/state/notices";
import type { BarKey } from "@/state/selection";
import { span } from "@/view/format";

interface Held {
  readonly bar: Bar;
  readonly row: Row;
  readonly below: number;
  readonly height: number;
}

/** What a drop here would come to. */
interface Drop {
  readonly carried: Carried;
  readonly wish: Wish;
}

const MOST_GHOSTS = 40;
/** Who moves a bar to another row does not mean a few pixels sideways. */
const SIDEWAYS = 14;
const BACK = 200;
const DAY = 86_400_000;

type GeometryNow = () => CanvasGeometry | null;

export function moveFlight(
  keys: readonly BarKey[],
  start: Point,
  now: GeometryNow,
  hands: Hands,
): Flight | null {
  const geometry = now();
  if (!geometry) return null;
  const held = keys.flatMap((key) => heldAt(key, geometry) ?? []);
  const grabbed = geometry.timeAt(start.x);
  return flight(held, now, hands, (point, here) => {
    const onto = rowOnto(held, point, here);
    const sideways = onto && Math.abs(point.x - start.x) < SIDEWAYS;
    const step = sideways ? NO_STEP : stepOf(held, here.timeAt(point.x) - grabbed, hands);
    return moveDrop(held, step, onto, point.copying, hands);
  });
}

export function resizeFlight(
  key: BarKey,
  edge: "start" | "end",
  start: Point,
  now: GeometryNow,
  hands: Hands,
): Flight | null {
  const geometry = now();
  const held = geometry && heldAt(key, geometry);
  if (!held) return null;
  const { shift } = held.bar;
  const grabbed = geometry.timeAt(start.x);
  const edgeAt = edge === "start" ? shift.startsAt : shift.endsAt;
  return flight([held], now, hands, (point, here) => {
    const minutes = hands.zoom === "month" ? 60 : hands.snap;
    const instant = snapped(edgeAt + here.timeAt(point.x) - grabbed, minutes, hands.zone);
    return resizeDrop(held, edge, instant, hands);
  });
}

function heldAt(key: BarKey, geometry: CanvasGeometry): Held | null {
  const bar = geometry.bar(key);
  const row = geometry.rowOf(key);
  const box = geometry.boxOf(key);
  const top = row && geometry.rowTop(row.key);
  if (!bar || !row || !box || top === null) return null;
  return { bar, row, below: box.top - top, height: box.height };
}

function flight(
  held: readonly Held[],
  now: GeometryNow,
  hands: Hands,
  dropAt: (point: Point, geometry: CanvasGeometry) => Drop | null,
): Flight | null {
  const home = held[0];
  if (!home) return null;
  lifted(held, now, true);
  const over = () => {
    hands.judge.rest();
    lifted(held, now, false);
  };
  return {
    follow(point) {
      const geometry = now();
      const drop = geometry && dropAt(point, geometry);
      if (!drop) return;
      flyUnlessThere(drop.carried);
      if (drop.wish.refusal) {
        hands.judge.say({ kind: "refused", sentences: [hands.texts.refusal(drop.wish.refusal)] });
      } else hands.judge.ask(drop.wish.changes);
    },
    drop(point) {
      const geometry = now();
      const drop = geometry && dropAt(point, geometry);
      const { verdict } = useAir.getState();
      over();
      if (drop) land(drop, held, verdict?.kind === "refused" ? verdict.sentences : null, hands);
      else useAir.getState().land();
    },
    cancel() {
      over();
      flyBack(held, hands);
    },
  };
}

/** A frame in which nothing altered draws nothing. */
function flyUnlessThere(carried: Carried): void {
  const { air, fly } = useAir.getState();
  const same =
    air !== null &&
    "ghosts" in air &&
    air.kind === carried.kind &&
    !air.returning &&
    air.ontoRow === carried.ontoRow &&
    air.title === carried.title &&
    air.ghosts.every((ghost, i) => {
      const other = carried.ghosts[i];
      return other?.from === ghost.from && other.to === ghost.to && other.rowKey === ghost.rowKey;
    });
  if (!same) fly(carried);
}

function land(drop: Drop, held: readonly Held[], refused: readonly string[] | null, hands: Hands): void {
  const { carried, wish } = drop;
  const sentences = wish.refusal ? [hands.texts.refusal(wish.refusal)] : refused;
  if (sentences !== null) {
    flyBack(held, hands);
    tell({ tone: "refused", title: `${hands.texts.refused}: ${carried.title}`, lines: sentences });
    return;
  }
  useAir.getState().land();
  if (wish.changes.length > 0) void hands.edits.apply({ label: carried.title, changes: wish.changes });
}

function flyBack(held: readonly Held[], hands: Hands): void {
  const { air, fly, judge, land: done } = useAir.getState();
  judge(null);
  if (!air || !("ghosts" in air)) {
    done();
    return;
  }
  const back: Carried = {
    ...air,
    ontoRow: null,
    returning: true,
    ghosts: ghostsOf(held, NO_STEP, null, hands),
  };
  fly(back);
  setTimeout(() => {
    if (useAir.getState().air === back) done();
  }, BACK);
}

/** Bars in the air leave a shadow of themselves; set past React so that a drag draws no row anew. */
function lifted(held: readonly Held[], now: GeometryNow, on: boolean): void {
  for (const { bar } of held.slice(0, MOST_GHOSTS)) {
    const element = now()?.elementOf(bar.key);
    if (on) element?.setAttribute("data-lifted", "");
    else element?.removeAttribute("data-lifted");
  }
}

/** The row that the pointer is over, where it is another one and the bars come from one row alone. */
function rowOnto(held: readonly Held[], point: Point, geometry: CanvasGeometry): Row | null {
  const home = held[0]?.row;
  const under = geometry.rowAt(point.y);
  if (!home || !under || under.key === home.key || held.some((one) => one.row.key !== home.key)) return null;
  return under;
}

/** How far in time: whole days where a day is a few pixels, else to the nearest step of the clock. */
function stepOf(held: readonly Held[], by: number, hands: Hands): Step {
  const shift = held[0]?.bar.shift;
  if (!shift) return NO_STEP;
  if (hands.zoom === "month") return { days: Math.round(by / DAY), minutes: 0 };
  if (Math.abs(by) < hands.snap * 30_000) return NO_STEP;
  return stepBetween(shift.startsAt, snapped(shift.startsAt + by, hands.snap, hands.zone), hands.zone);
}

function moveDrop(
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
  return { wish, carried: { kind, title, note, ghosts, ontoRow: onto?.key ?? null, returning: false } };
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

function ghostsOf(held: readonly Held[], step: Step, onto: Row | null, { zone, language }: Hands): Ghost[] {
  return held.slice(0, MOST_GHOSTS).map(({ bar, row, below, height }) => {
    const from = stepped(bar.shift.startsAt, step, zone);
    const to = from + (bar.shift.endsAt - bar.shift.startsAt);
    const label = span(from, to, zone, language);
    return { key: bar.key, rowKey: onto?.key ?? row.key, from, to, below: onto ? 3 : below, height, label };
  });
}

function resizeDrop(held: Held, edge: "start" | "end", instant: number, hands: Hands): Drop | null {
  const plan = hands.plan();
  const shift = plan?.shifts.get(held.bar.shift.id);
  if (!plan || !shift) return null;
  const wish = resized(plan, shift, edge, instant);
  const times = timesResized(shift, edge, instant);
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
  return { wish, carried: { kind: "resize", title, note, ghosts: [ghost], ontoRow: null, returning: false } };
}
