import { expect, test } from "vitest";

import { packLanes, type Span } from "@/geometry/lanes";
import { manySpans } from "@/testing/spans";

test("spans that touch share a lane, spans that overlap do not", () => {
  const spans = [
    { from: 0, to: 8 },
    { from: 4, to: 6 },
    { from: 8, to: 10 },
  ];

  expect(packLanes(spans)).toEqual({ laneOf: [0, 1, 0], count: 2 });
});

test("a span takes the topmost free lane", () => {
  const spans = [
    { from: 0, to: 2 },
    { from: 0, to: 9 },
    { from: 3, to: 5 },
  ];

  expect(packLanes(spans).laneOf).toEqual([0, 1, 0]);
});

test("a row without bars has no lanes", () => {
  expect(packLanes([])).toEqual({ laneOf: [], count: 0 });
});

test("forty spans at once take forty lanes", () => {
  const spans = Array.from({ length: 40 }, () => ({ from: 0, to: 8 }));

  expect(packLanes(spans).count).toBe(40);
});

test("whatever the spans, no two in a lane overlap and no more lanes are used than overlap at once", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const spans = manySpans(seed);

    const { laneOf, count } = packLanes(spans);

    expect(overlapsInALane(spans, laneOf)).toEqual([]);
    expect(count).toBe(depthOf(spans));
  }
});

function overlapsInALane(spans: readonly Span[], laneOf: readonly number[]): string[] {
  return spans.flatMap((one, i) =>
    spans
      .map((other, j) => ({ other, j }))
      .filter(
        ({ other, j }) => j > i && laneOf[i] === laneOf[j] && other.from < one.to && one.from < other.to,
      )
      .map(({ j }) => `${i} and ${j}`),
  );
}

function depthOf(spans: readonly Span[]): number {
  return spans.reduce(
    (most, { from }) => Math.max(most, spans.filter((one) => one.from <= from && from < one.to).length),
    0,
  );
}
