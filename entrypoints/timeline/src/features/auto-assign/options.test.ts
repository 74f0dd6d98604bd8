import { expect, test } from "vitest";

import {
  altered,
  faultsOf,
  NO_OPTIONS,
  optionsOf,
  readNumber,
  refusalsOf,
  wishOf,
  type Options,
  type Weight,
  type Whole,
} from "@/features/auto-assign/options";
import { OPTIONS } from "@/features/auto-assign/optionTexts";

function options(
  weights: Partial<Record<Weight, string>> = {},
  whole: Partial<Record<Whole, string>> = {},
): Options {
  return {
    ...NO_OPTIONS,
    weights: { ...NO_OPTIONS.weights, ...weights },
    whole: { ...NO_OPTIONS.whole, ...whole },
  };
}

test.each([
  ["", null],
  ["  ", null],
  ["0,5", 0.5],
  ["2.25", 2.25],
  [".5", 0.5],
  ["-3", -3],
  ["many", NaN],
  ["1e9", NaN],
  ["1,000.5", NaN],
  ["0x10", NaN],
])("%s is read as %s", (text, value) => {
  expect(readNumber(text)).toBe(value);
});

test("what is left as usual is not sent", () => {
  expect(wishOf(NO_OPTIONS)).toEqual({ time_limit_seconds: 30, seed: 0, options: {} });
});

test("what was chosen is sent under the names of the API", () => {
  const chosen = options({ nights: "2", hours: "0,1" }, { seed: "7", patience: "20", steps: "500" });

  expect(wishOf({ ...chosen, seconds: 60, leastChange: true, keepMinima: true })).toEqual({
    time_limit_seconds: 60,
    seed: 7,
    options: {
      nights_weight: 2,
      hours_weight: 0.1,
      patience: 20,
      steps: 500,
      least_change: true,
      keep: "contract_pattern",
    },
  });
});

test("each field says what is wrong with it", () => {
  const wrong = options(
    { nights: "-1", soft: "1000001", wishes: "some", hours: "0.06" },
    { seed: "1.5", patience: "0", steps: "" },
  );

  expect(faultsOf(wrong, OPTIONS.en)).toEqual({
    nights: "Write a number between 0 and 1,000,000.",
    soft: "Write a number between 0 and 1,000,000.",
    wishes: "Write a number, such as 0.5.",
    seed: "Write a whole number.",
    patience: "Write a number between 1 and 86,400.",
  });
});

test("refusals of the API come to the field that they are about, the rest as sentences", () => {
  const refused = refusalsOf([
    { path: "options.nights_weight", reason: "must lie between 0 and 1000000" },
    { path: "time_limit_seconds", reason: "must be a whole number." },
    { path: "site_ids.0", reason: "is not known" },
  ]);

  expect(refused).toEqual({
    faults: { nights: "Must lie between 0 and 1000000.", seconds: "Must be a whole number." },
    rest: ["site_ids.0 is not known"],
  });
});

test("options of an earlier run are taken up for another", () => {
  const chosen = {
    ...options({ change: "3" }, { seed: "4", steps: "90" }),
    leastChange: true,
    keepMinima: true,
  };

  const again = optionsOf({
    time_limit_seconds: 30,
    seed: 4,
    options: { change_weight: 3, steps: 90, least_change: true, keep: "contract_pattern" },
  });

  expect(again).toEqual(chosen);
  expect(altered(chosen)).toBe(3);
});
