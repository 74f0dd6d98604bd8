/** From bar to bar: in time within a row, and to the rows above and below. */
import type { Bar, Row } from "@/plan/rows";
import type { BarKey } from "@/state/selection";

export type Way = "left" | "right" | "up" | "down" | "first" | "last";

interface Ground {
  readonly rows: readonly Row[];
  readonly rowOf: (key: BarKey) => Row | null;
  readonly bar: (key: BarKey) => Bar | null;
}

/** The bar that a step leads to; null: there is none that way. */
export function neighbour(key: BarKey, way: Way, { rows, rowOf, bar }: Ground): BarKey | null {
  const here = bar(key);
  const row = rowOf(key);
  if (!here || !row) return null;
  const place = row.bars.findIndex((one) => one.key === key);
  switch (way) {
    case "left":
      return row.bars[place - 1]?.key ?? null;
    case "right":
      return row.bars[place + 1]?.key ?? null;
    case "first":
      return row.bars[0]?.key ?? null;
    case "last":
      return row.bars.at(-1)?.key ?? null;
    default:
      return nearest(beyond(rows, row, way), here)?.key ?? null;
  }
}

/** The next row with bars above or below. */
function beyond(rows: readonly Row[], from: Row, way: "up" | "down"): Row | null {
  const place = rows.findIndex((one) => one.key === from.key);
  const ahead = way === "up" ? rows.slice(0, Math.max(place, 0)).reverse() : rows.slice(place + 1);
  return ahead.find((row) => row.bars.length > 0) ?? null;
}

/** The bar of a row that lies nearest in time; of several as near, the first. */
function nearest(row: Row | null, to: Bar): Bar | null {
  const middle = (to.shift.startsAt + to.shift.endsAt) / 2;
  const away = ({ shift }: Bar) => Math.max(shift.startsAt - middle, middle - shift.endsAt, 0);
  let best: Bar | null = null;
  for (const bar of row?.bars ?? []) if (!best || away(bar) < away(best)) best = bar;
  return best;
}

/** The first bar at or after an instant, from the top; where none is, the first of all. */
export function firstFrom(rows: readonly Row[], instant: number): BarKey | null {
  const bars = rows.flatMap((row) => row.bars.find((bar) => bar.shift.endsAt > instant) ?? []);
  return (bars[0] ?? rows.find((row) => row.bars.length > 0)?.bars[0])?.key ?? null;
}
