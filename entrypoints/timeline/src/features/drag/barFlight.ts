/** Bars in the air: moved, copied, or drawn out at an edge. */
import type { CanvasGeometry } from "@/features/canvas/geometry";
import { useAir, type Carried } from "@/features/drag/air";
import {
  ghostsOf,
  heldAt,
  moveDrop,
  MOST_GHOSTS,
  resizeDrop,
  type Drop,
  type Held,
} from "@/features/drag/drops";
import type { Hands } from "@/features/drag/hands";
import type { Flight, Point } from "@/features/drag/track";
import { NO_STEP, snapped, stepBetween, type Step } from "@/geometry/snapping";
import type { Row } from "@/plan/rows";
import { tell } from "@/state/notices";
import type { BarKey } from "@/state/selection";

/** Who moves a bar to another row does not mean a few pixels sideways. */
const SIDEWAYS = 14;
const BACK = 200;
const DAY = 86_400_000;

export type GeometryNow = () => CanvasGeometry | null;

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

function flight(
  held: readonly Held[],
  now: GeometryNow,
  hands: Hands,
  dropAt: (point: Point, geometry: CanvasGeometry) => Drop | null,
): Flight | null {
  const home = held[0];
  if (!home) return null;
  lifted(held, now, true);
  return {
    follow(point) {
      const geometry = now();
      const drop = geometry && dropAt(point, geometry);
      if (drop) carry(drop, hands);
    },
    drop(point) {
      const geometry = now();
      const drop = geometry && dropAt(point, geometry);
      lifted(held, now, false);
      if (!drop) {
        useAir.getState().land();
        return;
      }
      // The pointer may have gone on since the last frame: what was said of another place does not count.
      carry(drop, hands);
      land(drop, held, hands);
    },
    cancel() {
      lifted(held, now, false);
      flyBack(held, hands);
    },
  };
}

/** Show what a drop here would come to, and have it judged. */
export function carry({ carried, wish }: Drop, hands: Hands): void {
  flyUnlessThere(carried);
  if (wish.refusal) hands.judge.say({ kind: "refused", sentences: [hands.texts.refusal(wish.refusal)] });
  else hands.judge.ask(wish.changes);
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

/** Write what a drop comes to; what is known to be refused goes back and says why. */
export function land(drop: Drop, held: readonly Held[], hands: Hands): void {
  const { carried, wish } = drop;
  const { verdict } = useAir.getState();
  const refused = verdict?.kind === "refused" ? verdict.sentences : null;
  hands.judge.rest();
  const sentences = wish.refusal ? [hands.texts.refusal(wish.refusal)] : refused;
  if (sentences !== null) {
    flyBack(held, hands);
    tell({
      tone: "refused",
      title: `${hands.texts.refused}: ${carried.title}`,
      lines: sentences,
      about: carried.title,
    });
    return;
  }
  useAir.getState().land();
  if (wish.changes.length > 0) void hands.edits.apply({ label: carried.title, changes: wish.changes });
}

export function flyBack(held: readonly Held[], hands: Hands): void {
  const { air, fly, judge, land: done } = useAir.getState();
  hands.judge.rest();
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
export function lifted(held: readonly Held[], now: GeometryNow, on: boolean): void {
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
