/** A period's name, and the days of a month as a calendar shows them. */
import { Temporal } from "temporal-polyfill";

import { addDays, daysShown } from "@/geometry/calendar";
import type { Language } from "@/i18n/language";
import { formatter } from "@/view/format";
import type { Zoom } from "@/view/view";

/** `Mon 2 March 2026`, `2 – 8 Mar 2026`, `March 2026` */
export function periodTitle(zoom: Zoom, date: string, language: Language): string {
  // A day has no zone: noon of it in UTC is that day, whatever the browser's own zone.
  if (zoom === "day") {
    const day = formatter(language, "UTC", {
      weekday: "short",
      day: "numeric",
      month: "long",
      year: "numeric",
    });
    return day.format(noon(date));
  }
  if (zoom === "month") {
    return formatter(language, "UTC", { month: "long", year: "numeric" }).format(noon(date));
  }
  const { first, end } = daysShown("week", date);
  const days = formatter(language, "UTC", { day: "numeric", month: "short", year: "numeric" });
  return days.formatRange(noon(first), noon(addDays(end, -1)));
}

export function noon(date: string): number {
  return Date.parse(`${date}T12:00Z`);
}

/** Number of the ISO week. */
export function weekNumber(date: string): number {
  return Temporal.PlainDate.from(date).weekOfYear ?? 0;
}

/** Whole ISO weeks around the days of a month, each seven days `YYYY-MM-DD`. */
export function weeksOfMonth(date: string): string[][] {
  const { first, end } = daysShown("month", date);
  const weeks: string[][] = [];
  for (let monday = first; monday < end; monday = addDays(monday, 7)) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days)));
  }
  return weeks;
}

export function monthsFrom(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

export function sameMonth(a: string, b: string): boolean {
  return a.slice(0, 7) === b.slice(0, 7);
}
