import { expect, test } from "vitest";

import { inChunks, offsetsOf, placeAt, placesWithin, searchable } from "@/geometry/visible";
import { manySpans } from "@/testing/spans";

test("every span that overlaps the stretch in view is found, a long one from far before it too", () => {
  const spans = searchable([
    { from: 0, to: 100 },
    { from: 1, to: 2 },
    { from: 50, to: 60 },
    { from: 70, to: 80 },
  ]);

  expect(placesWithin(spans, 55, 65)).toEqual([0, 3]);
});

test("what ends before or starts after the stretch is left out at both ends", () => {
  const spans = searchable([
    { from: 0, to: 10 },
    { from: 10, to: 20 },
    { from: 20, to: 30 },
  ]);

  expect(placesWithin(spans, 10, 20)).toEqual([1, 2]);
  expect(placesWithin(spans, 30, 40)).toEqual([3, 3]);
  expect(placesWithin(searchable([]), 0, 1)).toEqual([0, 0]);
});

test("whatever the spans, none that overlaps the stretch lies outside the places found", () => {
  for (let seed = 1; seed <= 100; seed++) {
    const spans = manySpans(seed);
    const ready = searchable(spans);
    for (let from = 0; from < 60; from += 7) {
      const [first, end] = placesWithin(ready, from, from + 5);

      const missed = spans.filter(
        (one, place) => one.from < from + 5 && one.to > from && (place < first || place >= end),
      );

      expect(missed).toEqual([]);
    }
  }
});

test("a position leads to the thing that lies there", () => {
  const offsets = offsetsOf([30, 48, 88]);

  expect(offsets).toEqual([0, 30, 78, 166]);
  expect([-1, 0, 29, 30, 165, 166].map((y) => placeAt(offsets, y))).toEqual([-1, 0, 0, 1, 2, -1]);
});

test("what is in view is rounded out to chunks, and not below zero", () => {
  expect(inChunks(0, 900, 200, 256)).toEqual([0, 1280]);
  expect(inChunks(1000, 900, 200, 256)).toEqual([768, 2304]);
});
