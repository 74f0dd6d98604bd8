import { expect, test } from "vitest";

import { csvOf, jsonOf } from "@/features/conflicts/exports";
import { aConflict } from "@/testing/conflict";
import { aPlan, aShift } from "@/testing/plan";

const CONTEXT = { plan: aPlan([aShift("one")]), rules: new Map(), language: "en" as const };

/** The cells of a line of quoted cells. */
function cells(line: string | undefined, separator: string): string[] {
  return (line ?? "").slice(1, -1).split(`"${separator}"`);
}

test("a CSV has a mark for UTF-8, a head, and a line for each finding", () => {
  const lines = csvOf([aConflict("x")], CONTEXT).split("\r\n");

  expect(lines[0]?.startsWith('\uFEFF"type","exception","rule"')).toBe(true);
  expect(cells(lines[1], ",")).toEqual([
    "hard",
    "",
    "min_rest",
    "Daily rest",
    "Finding x.",
    "2026-03-02T08:00:00Z",
    "2026-03-02T16:00:00Z",
    "Ana",
    "s1",
    "8 h",
    "11 h",
    "",
  ]);
  expect(lines.slice(2)).toEqual([""]);
});

test("in French the separator is the one that French spreadsheets split at", () => {
  const [head] = csvOf([], { ...CONTEXT, language: "fr" }).split("\r\n");

  expect(cells(head?.slice(1), ";")[3]).toBe("nom");
});

test("quotes are doubled, separators and line ends stay within their cell", () => {
  const csv = csvOf([aConflict("x", { message: 'says "no", twice\r\nindeed' })], CONTEXT);

  expect(csv.includes('"says ""no"", twice\r\nindeed"')).toBe(true);
});

test.each(["=1+1", "+1", "-1", "@x", "\t=1", " =1"])(
  "what a spreadsheet would run is text: %j",
  (message) => {
    const csv = csvOf([aConflict("x", { message })], CONTEXT);

    expect(csv.includes(`"'${message}"`)).toBe(true);
  },
);

test("the JSON holds the period and the findings as the API told them", () => {
  const one = aConflict("x");

  expect(JSON.parse(jsonOf([one], CONTEXT))).toEqual({
    from: "2026-03-01T23:00:00.000Z",
    to: "2026-03-08T23:00:00.000Z",
    conflicts: [one],
  });
});
