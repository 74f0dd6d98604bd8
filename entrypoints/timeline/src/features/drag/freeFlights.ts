/** Gestures that start on no bar: a new shift drawn out, bars caught in a rectangle, a person carried to a shift. */
import type { CanvasGeometry } from "@/features/canvas/geometry";
import { useAir } from "@/features/drag/air";
import { nameOfShifts, type Hands } from "@/features/drag/hands";
import type { Flight, Point } from "@/features/drag/track";
import { atWallTime, dayOf } from "@/geometry/calendar";
import { snappedDown, snappedUp } from "@/geometry/snapping";
import { assigned } from "@/plan/moves";
import type { Row } from "@/plan/rows";
import { useCreating, type Anchor } from "@/state/creating";
import { tell } from "@/state/notices";
import { useSelection, type BarKey } from "@/state/selection";

type GeometryNow = () => CanvasGeometry | null;

/** A span drawn out on a row; its drop asks what to create there. */
export function createFlight(row: Row, start: Point, now: GeometryNow, hands: Hands): Flight | null {
  const geometry = now();
  if (!geometry) return null;
  const first = geometry.timeAt(start.x);
  useCreating.getState().done();
  return {
    follow({ x }) {
      const here = now();
      if (!here) return;
      const { from, to } = spanBetween(first, here.timeAt(x), hands);
      const { air, fly } = useAir.getState();
      if (air?.kind !== "create" || air.from !== from || air.to !== to) {
        fly({ kind: "create", rowKey: row.key, from, to });
      }
    },
    drop({ x }) {
      const here = now();
      useAir.getState().land();
      if (!here) return;
      askToCreate(row, spanBetween(first, here.timeAt(x), hands), here);
    },
    cancel: () => useAir.getState().land(),
  };
}

/** Ask what to create on a row, beside the span as it lies on screen. */
export function askToCreate(row: Row, { from, to }: Span, geometry: CanvasGeometry): void {
  const { kind, id, label } = row;
  useCreating
    .getState()
    .ask({ from, to, row: { kind, id, label }, anchor: anchorOf(row, from, to, geometry) });
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** At least one step; in the month, where hours are too small to hit, a working day's hours. */
export function spanBetween(
  a: number,
  b: number,
  { zoom, snap, zone }: Pick<Hands, "zoom" | "snap" | "zone">,
): Span {
  const [first, last] = a <= b ? [a, b] : [b, a];
  if (zoom === "month") {
    return {
      from: atWallTime(dayOf(first, zone), "09:00", zone),
      to: atWallTime(dayOf(last, zone), "17:00", zone),
    };
  }
  const from = snappedDown(first, snap, zone);
  return { from, to: Math.max(snappedUp(last, snap, zone), from + snap * 60_000) };
}

function anchorOf(row: Row, from: number, to: number, geometry: CanvasGeometry): Anchor {
  const content = geometry.content.getBoundingClientRect();
  const top = content.top + (geometry.rowTop(row.key) ?? 0);
  return {
    left: content.left + geometry.xOf(from),
    right: content.left + geometry.xOf(to),
    top,
    bottom: top + (geometry.rowHeight(row.key) ?? 0),
  };
}

/** A rectangle; the bars that it touches join the selection. */
export function lassoFlight(start: Point, now: GeometryNow): Flight | null {
  const origin = inContent(start, now());
  if (!origin) return null;
  return {
    follow(point) {
      const here = inContent(point, now());
      if (!here) return;
      useAir.getState().fly({
        kind: "lasso",
        left: Math.min(origin.x, here.x),
        right: Math.max(origin.x, here.x),
        top: Math.min(origin.y, here.y),
        bottom: Math.max(origin.y, here.y),
      });
    },
    drop() {
      const { air, land } = useAir.getState();
      land();
      const geometry = now();
      if (air?.kind !== "lasso" || !geometry) return;
      const { selected, select } = useSelection.getState();
      select([...selected, ...barsIn(air, geometry)]);
    },
    cancel: () => useAir.getState().land(),
  };
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The bars that an area of the content touches. */
export function barsIn(area: Area, geometry: CanvasGeometry): BarKey[] {
  return geometry.rows.flatMap((row) => {
    const top = geometry.rowTop(row.key);
    const height = geometry.rowHeight(row.key);
    if (top === null || height === null || top > area.bottom || top + height < area.top) return [];
    return geometry
      .barsInOrder(row.key)
      .filter(({ key, shift }) => {
        if (geometry.xOf(shift.startsAt) > area.right || geometry.xOf(shift.endsAt) < area.left) return false;
        const box = geometry.boxOf(key);
        return box !== null && box.top <= area.bottom && box.top + box.height >= area.top;
      })
      .map((bar) => bar.key);
  });
}

function inContent(point: Point, geometry: CanvasGeometry | null): { x: number; y: number } | null {
  const box = geometry?.content.getBoundingClientRect();
  return box ? { x: point.x - box.left, y: point.y - box.top } : null;
}

/** A person carried over the plan; a drop on a bar puts them on its shift. */
export function personFlight(collaboratorId: string, name: string, now: GeometryNow, hands: Hands): Flight {
  function wishOver(over: BarKey | null) {
    const plan = hands.plan();
    const shift = over && now()?.bar(over)?.shift;
    if (!plan || !shift) return null;
    const label = hands.texts.assign(name, nameOfShifts(plan, [shift], hands));
    return { label, ...assigned(plan, [shift], collaboratorId) };
  }
  return {
    follow({ x, y }) {
      const over = barUnder(x, y);
      const wish = wishOver(over);
      const title = wish ? wish.label : name;
      useAir.getState().fly({ kind: "person", title, x, y, over });
      if (wish?.refusal) {
        hands.judge.say({ kind: "refused", sentences: [hands.texts.refusal(wish.refusal)] });
      } else hands.judge.ask(wish?.changes ?? []);
    },
    drop({ x, y }) {
      const wish = wishOver(barUnder(x, y));
      const { verdict, land } = useAir.getState();
      hands.judge.rest();
      land();
      if (!wish) return;
      const said = verdict?.kind === "refused" ? verdict.sentences : null;
      const sentences = wish.refusal ? [hands.texts.refusal(wish.refusal)] : said;
      if (sentences) {
        tell({
          tone: "refused",
          title: `${hands.texts.refused}: ${wish.label}`,
          lines: sentences,
          about: wish.label,
        });
      } else void hands.edits.apply({ label: wish.label, changes: wish.changes });
    },
    cancel() {
      hands.judge.rest();
      useAir.getState().land();
    },
  };
}

function barUnder(x: number, y: number): BarKey | null {
  const key = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-bar]")?.dataset.bar;
  return key === undefined ? null : (key as BarKey);
}
