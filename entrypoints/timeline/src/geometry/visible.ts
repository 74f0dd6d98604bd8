/** Which of many things in order lie within what is in view, found by halving. */
import type { Span } from "@/geometry/lanes";

/** Spans in order of their start, made ready to be looked through. */
export interface Searchable {
  readonly starts: readonly number[];
  /** At each place, the latest end of all spans up to it: grows, although the ends themselves do not. */
  readonly reaches: readonly number[];
}

export function searchable(spans: readonly Span[]): Searchable {
  const starts: number[] = [];
  const reaches: number[] = [];
  let reach = -Infinity;
  for (const span of spans) {
    reach = Math.max(reach, span.to);
    starts.push(span.from);
    reaches.push(reach);
  }
  return { starts, reaches };
}

/** First and end (left out) of the places between which every span lies that overlaps the stretch asked for. */
export function placesWithin(spans: Searchable, from: number, to: number): [first: number, end: number] {
  const first = firstWhere(spans.reaches, (reach) => reach > from);
  const end = firstWhere(spans.starts, (start) => start >= to);
  return [first, Math.max(first, end)];
}

/** Where things of these sizes start when they lie one after the other; one more than there are things: the end of all. */
export function offsetsOf(sizes: readonly number[]): number[] {
  const offsets = [0];
  let sum = 0;
  for (const size of sizes) offsets.push((sum += size));
  return offsets;
}

/** The thing at a position, by `offsetsOf`; -1 before the first and after the last. */
export function placeAt(offsets: readonly number[], position: number): number {
  const place = firstWhere(offsets, (offset) => offset > position) - 1;
  return place < offsets.length - 1 ? place : -1;
}

/** A stretch in view, widened and rounded out to chunks, so that it alters once in a while as the view moves. */
export function inChunks(start: number, length: number, over: number, chunk: number): [number, number] {
  const first = Math.floor((start - over) / chunk) * chunk;
  const end = Math.ceil((start + length + over) / chunk) * chunk;
  return [Math.max(0, first), end];
}

/** The first place where something holds that, once it holds, goes on holding; the length where it never does. */
function firstWhere(values: readonly number[], holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
