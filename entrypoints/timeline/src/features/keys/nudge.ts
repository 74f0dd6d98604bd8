/**
 * Bars moved by keys: each press goes a step further, and the whole way is written as one edit once Shift
 * has been let go for a moment or the hands rest: quick presses, each with its own Shift, are one way too.
 */
import { barsMeant } from "@/features/bulk/useDeeds";
import { canvasGeometry, type CanvasGeometry } from "@/features/canvas/geometry";
import { useAir } from "@/features/drag/air";
import { carry, flyBack, land, lifted } from "@/features/drag/barFlight";
import { heldAt, moveDrop, resizeDrop, type Drop, type Held } from "@/features/drag/drops";
import type { Hands } from "@/features/drag/hands";
import type { Action } from "@/features/keys/chords";
import { NO_STEP, stepped, type Step } from "@/geometry/snapping";
import type { Row } from "@/plan/rows";
import { useSelection } from "@/state/selection";

const WAYS = [
  "earlier",
  "later",
  "rowUp",
  "rowDown",
  "endEarlier",
  "endLater",
  "startEarlier",
  "startLater",
] as const satisfies readonly Action[];

export type Nudge = (typeof WAYS)[number];

export const NUDGES: ReadonlySet<Action> = new Set(WAYS);

interface Underway {
  readonly held: readonly Held[];
  readonly hands: Hands;
  readonly edge: "start" | "end" | null;
  readonly step: Step;
  readonly rows: number;
}

const REST = 1_500;
const LET_GO = 350;

let underway: Underway | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** One step; false: there is nothing to move. */
export function nudge(way: Nudge, hands: Hands): boolean {
  const geometry = canvasGeometry();
  if (!geometry || !hands.mayWrite) return false;
  const edge = way.startsWith("end") ? "end" : way.startsWith("start") ? "start" : null;
  if (underway && underway.edge !== edge) commitNudge();
  underway ??= takeUp(edge, geometry, hands);
  if (!underway) return false;
  underway = further(underway, way, geometry);
  const drop = dropOf(underway, geometry);
  if (drop) {
    carry({ ...drop, carried: { ...drop.carried, byKeys: true } }, hands);
    keepInView(drop, geometry);
  }
  clearTimeout(timer);
  timer = setTimeout(commitNudge, REST);
  return true;
}

/** Shift was let go: written in a moment, unless a further press comes. */
export function letGo(): void {
  if (!underway) return;
  clearTimeout(timer);
  timer = setTimeout(commitNudge, LET_GO);
}

export function nudging(): boolean {
  return underway !== null;
}

/** Write the way that was gone. */
export function commitNudge(): void {
  const geometry = canvasGeometry();
  const going = end();
  if (!going) return;
  const drop = geometry && dropOf(going, geometry);
  if (drop) land(drop, going.held, going.hands);
  else useAir.getState().land();
}

export function cancelNudge(): void {
  const going = end();
  if (going) flyBack(going.held, going.hands);
}

function end(): Underway | null {
  clearTimeout(timer);
  const going = underway;
  underway = null;
  if (going) lifted(going.held, canvasGeometry, false);
  return going;
}

function takeUp(edge: Underway["edge"], geometry: CanvasGeometry, hands: Hands): Underway | null {
  const { focused } = useSelection.getState();
  const keys = edge && focused ? [focused] : barsMeant();
  // The one with the focus leads, as the one under the pointer does.
  const ordered =
    focused && keys.includes(focused) ? [focused, ...keys.filter((key) => key !== focused)] : keys;
  const held = ordered.flatMap((key) => heldAt(key, geometry) ?? []);
  if (held.length === 0) return null;
  lifted(held, canvasGeometry, true);
  return { held, hands, edge, step: NO_STEP, rows: 0 };
}

function further(going: Underway, way: Nudge, geometry: CanvasGeometry): Underway {
  const back = way === "earlier" || way.endsWith("Earlier");
  if (way === "rowUp" || way === "rowDown") {
    const rows = going.rows + (way === "rowUp" ? -1 : 1);
    return rowOnto({ ...going, rows }, geometry) === undefined ? going : { ...going, rows };
  }
  const { zoom, snap } = going.hands;
  const sign = back ? -1 : 1;
  const { days, minutes } = going.step;
  const byDays = zoom === "month" && going.edge === null;
  const step = byDays ? { days: days + sign, minutes } : { days, minutes: minutes + sign * snap };
  return { ...going, step };
}

/** The row so many further; null: the bars' own; undefined: there is none. */
function rowOnto({ held, rows }: Underway, geometry: CanvasGeometry): Row | null | undefined {
  const home = held[0]?.row.key;
  if (rows === 0) return null;
  if (held.some((one) => one.row.key !== home)) return undefined;
  return geometry.rows[geometry.rows.findIndex((row) => row.key === home) + rows];
}

function dropOf(going: Underway, geometry: CanvasGeometry): Drop | null {
  const { held, hands, edge, step } = going;
  const first = held[0];
  if (!edge || !first) return moveDrop(held, step, rowOnto(going, geometry) ?? null, false, hands);
  const { startsAt, endsAt } = first.bar.shift;
  return resizeDrop(first, edge, stepped(edge === "start" ? startsAt : endsAt, step, hands.zone), hands);
}

function keepInView({ carried }: Drop, geometry: CanvasGeometry): void {
  const { viewport, headWidth } = geometry;
  const ghost = carried.ghosts[0];
  if (!ghost) return;
  geometry.scrollToRow(ghost.rowKey);
  const left = geometry.xOf(ghost.from) - headWidth;
  const right = geometry.xOf(ghost.to) - headWidth;
  const room = viewport.clientWidth - headWidth;
  if (left < viewport.scrollLeft) viewport.scrollLeft = left - 24;
  else if (right > viewport.scrollLeft + room) viewport.scrollLeft = Math.min(left - 24, right - room + 24);
}
