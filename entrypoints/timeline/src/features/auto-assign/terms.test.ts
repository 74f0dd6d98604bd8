import { expect, test } from "vitest";

import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import { gapSentence } from "@/features/auto-assign/gap";
import { change, partName, partsOf, points, runnersUp, termName } from "@/features/auto-assign/terms";

test("parts come the heaviest first, what comes to nothing or is no number left out", () => {
  const told = { hours: -0.06, soft: 2, missing: 1000, nights: 0, wishes: "much", weekends: NaN };

  expect(partsOf(told)).toEqual([
    { term: "missing", points: 1000 },
    { term: "soft", points: 2 },
    { term: "hours", points: -0.06 },
  ]);
});

test("parts of the same weight come in the order in which they matter", () => {
  expect(partsOf({ continuity: 1, energy: 1, soft: -1 }).map((one) => one.term)).toEqual([
    "soft",
    "continuity",
    "energy",
  ]);
});

test.each([undefined, null, 3, "soft"])("%s has no parts", (told) => {
  expect(partsOf(told)).toEqual([]);
});

test("a term has a name in both languages, that of another solver its own", () => {
  expect(partName({ term: "nights", points: 1 }, EXPLAIN.fr)).toBe("Nuits au-delà de la juste part");
  expect(partName({ term: "wishes", points: 1 }, EXPLAIN.en)).toBe("Wishes not met");
  expect(partName({ term: "wishes", points: -1 }, EXPLAIN.en)).toBe("Wishes met");
  expect(termName("nights", EXPLAIN.fr)).toBe("Nuits");
  expect(termName("fuel_used", EXPLAIN.en)).toBe("fuel used");
});

test.each([
  [42_000, "42,000", "+42,000"],
  [0.244, "0.24", "+0.24"],
  [0.0625, "0.063", "+0.063"],
  [-0.1, "−0.1", "−0.1"],
  [0, "0", "0"],
])("%f is written %s, and as a change %s", (value, written, changed) => {
  expect(points(value, "en")).toBe(written);
  expect(change(value, "en")).toBe(changed);
});

test("runners-up are read as far as they make sense", () => {
  const told = [
    { collaborator_id: "ana", difference: 0.5, terms: { soft: 1, hours: -0.5 } },
    { collaborator_id: "bob" },
    7,
  ];

  expect(runnersUp({ runners_up: told })).toEqual([
    {
      personId: "ana",
      difference: 0.5,
      parts: [
        { term: "soft", points: 1 },
        { term: "hours", points: -0.5 },
      ],
    },
  ]);
  expect(runnersUp({})).toEqual([]);
});

test.each([
  [null, null],
  [0, "No better plan exists."],
  [0.0301, "At most 3.1% from the best possible."],
  [0.03, "At most 3% from the best possible."],
  [0.4761, "At most 48% from the best possible."],
  [1, "At most 100% from the best possible."],
])("a gap of %s is told as: %s", (gap, said) => {
  expect(gapSentence(gap, EXPLAIN.en, "en")).toBe(said);
});
