import { expect, test } from "vitest";

import { atWallTime, daysOf, daysShown, periodOf, stepped, wallTime, windowShown } from "@/geometry/calendar";

const PARIS = "Europe/Paris";
const HOUR = 3_600_000;

test("a week runs from Monday to Monday", () => {
  expect(daysShown("week", "2026-03-05")).toEqual({ first: "2026-03-02", end: "2026-03-09" });
  expect(daysShown("day", "2026-03-08")).toEqual({ first: "2026-03-02", end: "2026-03-09" });
});

test("a month is shown in whole weeks", () => {
  expect(daysShown("month", "2026-03-15")).toEqual({ first: "2026-02-23", end: "2026-04-06" });
});

test("the days of a clock change have 23 and 25 hours", () => {
  const spring = daysOf(windowShown("week", "2026-03-29", PARIS), PARIS);
  const autumn = daysOf(windowShown("week", "2026-10-25", PARIS), PARIS);

  expect(spring.map((d) => (d.endsAt - d.startsAt) / HOUR)).toEqual([24, 24, 24, 24, 24, 24, 23]);
  expect(autumn.map((d) => (d.endsAt - d.startsAt) / HOUR)).toEqual([24, 24, 24, 24, 24, 24, 25]);
});

test("a wall time that does not exist moves on by the hour left out", () => {
  expect(wallTime(atWallTime("2026-03-29", "02:30", PARIS), PARIS)).toBe("03:30");
});

test("a step goes by day, week or month", () => {
  expect(stepped("day", "2026-03-01", -1)).toBe("2026-02-28");
  expect(stepped("week", "2026-03-01", 1)).toBe("2026-03-08");
  expect(stepped("month", "2026-01-31", 1)).toBe("2026-02-28");
});

test("figures of a month are those of its own days, figures of a day those of its week", () => {
  expect(periodOf("month", "2026-03-15", PARIS)).toEqual({
    from: Date.parse("2026-03-01T00:00+01:00"),
    to: Date.parse("2026-04-01T00:00+02:00"),
  });
  expect(periodOf("day", "2026-03-15", PARIS)).toEqual(windowShown("week", "2026-03-15", PARIS));
});
