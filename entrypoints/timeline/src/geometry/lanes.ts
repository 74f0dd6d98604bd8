/** Lanes within a row: spans that overlap lie one below the other. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Lanes {
  /** For each span, the lane that it lies in; 0 is the topmost. */
  readonly laneOf: readonly number[];
  readonly count: number;
}

/**
 * Each span in the topmost lane that is free when it starts. Spans come in order of their start, and may touch in one
 * lane; no more lanes are used than spans overlap at once.
 */
export function packLanes(spans: readonly Span[]): Lanes {
  const freeFrom: number[] = [];
  const laneOf = spans.map((span) => {
    const free = freeFrom.findIndex((instant) => instant <= span.from);
    const lane = free === -1 ? freeFrom.length : free;
    freeFrom[lane] = Math.max(span.to, span.from);
    return lane;
  });
  return { laneOf, count: freeFrom.length };
}
