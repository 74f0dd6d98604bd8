/** How rows lie below each other and bars within them: worked out once, before anything is drawn. */
import { packLanes } from "@/geometry/lanes";
import { lasting, xAt, type Scale } from "@/geometry/scale";
import { offsetsOf, placesWithin, searchable, type Searchable } from "@/geometry/visible";
import type { Shift, Window } from "@/plan/model";
import type { Group, Row } from "@/plan/rows";
import type { Zoom } from "@/view/view";

/** Pixels. */
export interface Measures {
  readonly head: number;
  /** The heads have room for few words. */
  readonly narrow: boolean;
  /** Height of days, hours and coverage. */
  readonly axis: number;
  readonly lane: number;
  readonly bar: number;
  /** Above and below a row's lanes. */
  readonly pad: number;
  readonly group: number;
  /** Least width of a bar: one of a minute can still be seen and hit. */
  readonly narrowest: number;
}

const ROOMY: Measures = {
  head: 224,
  narrow: false,
  axis: 92,
  lane: 40,
  bar: 37,
  pad: 4,
  group: 30,
  narrowest: 12,
};
const DENSE: Measures = {
  head: 224,
  narrow: false,
  axis: 92,
  lane: 24,
  bar: 22,
  pad: 4,
  group: 28,
  narrowest: 10,
};

export function measuresOf(zoom: Zoom, room: number): Measures {
  const measures = zoom === "month" ? DENSE : ROOMY;
  return room < 900 ? { ...measures, head: 156, narrow: true } : measures;
}

export interface LaidRow {
  readonly row: Row;
  readonly spans: Searchable;
  readonly laneOf: readonly number[];
  readonly lanes: number;
  readonly height: number;
}

export type Item =
  | { readonly kind: "row"; readonly key: string; readonly laid: LaidRow }
  | {
      readonly kind: "group";
      readonly key: string;
      readonly group: Group;
      readonly rows: number;
      readonly open: boolean;
    };

export interface Layout {
  /** The open shifts; null where there is no such band. */
  readonly band: LaidRow | null;
  readonly items: readonly Item[];
  /** Where items start, below the band. */
  readonly offsets: readonly number[];
  /** Place of each row among the items. */
  readonly placeOf: ReadonlyMap<string, number>;
}

/** Rows with the heads of their groups; the rows of closed groups are left out. */
export function layoutOf(
  rows: readonly Row[],
  closed: ReadonlySet<string>,
  scale: Scale,
  measures: Measures,
): Layout {
  const sizes = new Map<string, number>();
  for (const row of rows) {
    if (row.kind !== "open") sizes.set(row.group.key, (sizes.get(row.group.key) ?? 0) + 1);
  }
  const items: Item[] = [];
  let [band, group]: [LaidRow | null, string | null] = [null, null];
  for (const row of rows) {
    if (row.kind === "open") {
      band = row.bars.length > 0 ? laidRow(row, scale, measures) : null;
      continue;
    }
    const open = sizes.size === 1 || !closed.has(row.group.key);
    if (sizes.size > 1 && row.group.key !== group) {
      const count = sizes.get(row.group.key) ?? 0;
      items.push({ kind: "group", key: `group:${row.group.key}`, group: row.group, rows: count, open });
    }
    group = row.group.key;
    if (open) items.push({ kind: "row", key: row.key, laid: laidRow(row, scale, measures) });
  }
  return {
    band,
    items,
    offsets: offsetsOf(items.map((item) => (item.kind === "row" ? item.laid.height : measures.group))),
    placeOf: new Map(items.map((item, place) => [item.key, place])),
  };
}

/** A row's bars in lanes, by what they take up on screen: very short ones are drawn longer than they last. */
export function laidRow(row: Row, scale: Scale, measures: Measures): LaidRow {
  const least = lasting(scale, measures.narrowest);
  const spans = row.bars.map(({ shift }) => ({
    from: shift.startsAt,
    to: Math.max(shift.endsAt, shift.startsAt + least),
  }));
  const { laneOf, count } = packLanes(spans);
  const lanes = Math.max(1, count);
  return {
    row,
    spans: searchable(spans),
    laneOf,
    lanes,
    height: lanes * measures.lane + 2 * measures.pad,
  };
}

interface BandRoom {
  /** All of it was asked for. */
  readonly all: boolean;
  /** What lies within must fit, what lies elsewhere need not. */
  readonly period: Window;
  /** Pixels of the screen. */
  readonly room: number;
}

/** Pixels of the band of open shifts: some lanes, or nearly half of the screen; what is more is scrolled within. */
export function bandHeight(
  band: LaidRow | null,
  { all, period, room }: BandRoom,
  measures: Measures,
): number {
  if (!band) return 0;
  const lanes = band.row.bars.map(({ shift }, place) =>
    shift.startsAt < period.to && shift.endsAt > period.from ? (band.laneOf[place] ?? 0) + 1 : 1,
  );
  const whole = lanes.reduce((a, b) => Math.max(a, b), 1) * measures.lane + 2 * measures.pad;
  const most = all ? Math.round(room * 0.45) : Math.min(Math.round(room * 0.25), 3.5 * measures.lane);
  return Math.max(measures.lane + 2 * measures.pad + 4, Math.min(whole, most));
}

export interface BarBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** Where a bar is drawn within its row, from the axis' start; what lies outside the window is cut off. */
export function barBox(shift: Shift, lane: number, scale: Scale, measures: Measures): BarBox {
  const left = Math.min(Math.max(0, xAt(scale, shift.startsAt)), scale.width - measures.narrowest);
  const right = Math.min(scale.width, xAt(scale, shift.endsAt));
  return {
    left: Math.round(left),
    top: measures.pad + lane * measures.lane,
    // One pixel of air between bars that touch.
    width: Math.max(measures.narrowest, Math.round(right) - Math.round(left)) - 1,
  };
}

/** Places of the bars to draw: within a stretch of time and of lanes, and the one that has the focus. */
export function placesToDraw(
  laid: LaidRow,
  time: readonly [number, number],
  lanes: readonly [number, number],
  focused: number,
): number[] {
  const [first, end] = placesWithin(laid.spans, time[0], time[1]);
  const places: number[] = [];
  for (let place = first; place < end; place++) {
    const lane = laid.laneOf[place] ?? 0;
    const ends = laid.row.bars[place]?.shift.endsAt ?? 0;
    if (ends > time[0] && lane >= lanes[0] && lane < lanes[1]) places.push(place);
  }
  if (focused >= 0 && !places.includes(focused)) places.push(focused);
  return places;
}

/** Lanes of a row that lie within a stretch of its height. */
export function lanesWithin(
  laid: LaidRow,
  top: number,
  bottom: number,
  measures: Measures,
): [number, number] {
  const first = Math.floor((top - measures.pad) / measures.lane);
  const end = Math.ceil((bottom - measures.pad) / measures.lane);
  return [Math.max(0, Math.min(laid.lanes, first)), Math.max(0, Math.min(laid.lanes, end))];
}
