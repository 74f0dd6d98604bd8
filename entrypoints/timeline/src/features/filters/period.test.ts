import { expect, test } from "vitest";

import { monthsFrom, periodTitle, sameMonth, weekNumber, weeksOfMonth } from "@/features/filters/period";

/** With plain spaces: which of the thin ones stand around a dash is the browser's affair. */
const title = (...period: Parameters<typeof periodTitle>) =>
  periodTitle(...period)
    .replace(/\s/g, " ")
    .replace(/(\d) – (\d+ \w+ \d+)$/, "$1–$2");

test("a period's title names the day, the week from Monday to Sunday, or the month", () => {
  expect(title("day", "2026-03-04", "en")).toBe("Wed, 4 March 2026");
  expect(title("week", "2026-03-04", "en")).toBe("2–8 Mar 2026");
  expect(title("month", "2026-03-04", "fr")).toBe("mars 2026");
});

test("a week over the turn of the year names both years", () => {
  expect(title("week", "2026-01-01", "en")).toBe("29 Dec 2025–4 Jan 2026");
});

test("the number of a week is that of its ISO year", () => {
  expect(weekNumber("2026-01-01")).toBe(1);
  expect(weekNumber("2027-01-01")).toBe(53);
});

test("a month is shown in whole weeks around its days", () => {
  const weeks = weeksOfMonth("2026-03-15");

  expect(weeks.map((week) => week[0])).toEqual([
    "2026-02-23",
    "2026-03-02",
    "2026-03-09",
    "2026-03-16",
    "2026-03-23",
    "2026-03-30",
  ]);
  expect(weeks[5]?.[6]).toBe("2026-04-05");
});

test("a month later than the 31st is the last day of a shorter month", () => {
  expect(monthsFrom("2026-01-31", 1)).toBe("2026-02-28");
  expect(sameMonth("2026-02-28", "2026-02-01")).toBe(true);
  expect(sameMonth("2026-02-28", "2025-02-28")).toBe(false);
});
