import { expect, test } from "vitest";

import { figuresOf } from "@/features/conflicts/figures";

test("minutes are told as durations, other units in words of their number", () => {
  expect(figuresOf({ details: { found: 480, limit: 660, unit: "minutes" } }, "en")).toEqual({
    found: "8 h",
    limit: "11 h",
  });
  expect(figuresOf({ details: { found: 0, limit: 2, unit: "people" } }, "en")).toEqual({
    found: "0 people",
    limit: "2 people",
  });
  expect(figuresOf({ details: { found: 0, limit: 1, unit: "people" } }, "fr")).toEqual({
    found: "0 personne",
    limit: "1 personne",
  });
});

test("a unit of another package's rule is told as it is", () => {
  expect(figuresOf({ details: { found: 3, limit: 2, unit: "km" } }, "fr")).toEqual({
    found: "3 km",
    limit: "2 km",
  });
});

test("figures that a rule does not give, and a limit of nothing, are left out", () => {
  expect(figuresOf({ details: {} }, "en")).toEqual({ found: null, limit: null });
  expect(figuresOf({ details: { found: 90, limit: 0, unit: "minutes" } }, "en")).toEqual({
    found: "1 h 30",
    limit: null,
  });
});
