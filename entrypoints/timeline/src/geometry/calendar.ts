/** Days, weeks and months of a zone as instants (milliseconds since 1970); a day of a clock change has 23 or 25 hours. */
import { Temporal } from "temporal-polyfill";

import type { Window } from "@/plan/model";
import type { Zoom } from "@/view/view";

export interface Day {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly startsAt: number;
  readonly endsAt: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
}

export function today(zone: string, now: number): string {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The first instant of a day. */
export function startOfDay(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function dayOf(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The instant of a wall time (`HH:MM`) on a day: a time that does not exist moves on, one that is twice is the first. */
export function atWallTime(date: string, time: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** Wall time `HH:MM` of an instant. */
export function wallTime(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" });
}

/** Monday of the day's ISO week. */
export function monday(date: string): string {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: day.dayOfWeek - 1 }).toString();
}

/** First and last day (the last one left out) that a zoom shows around a day: its ISO week, or the weeks of its month. */
export function daysShown(zoom: Zoom, date: string): { first: string; end: string } {
  if (zoom !== "month") {
    const first = monday(date);
    return { first, end: addDays(first, 7) };
  }
  const day = Temporal.PlainDate.from(date);
  const first = monday(day.with({ day: 1 }).toString());
  const last = monday(day.with({ day: day.daysInMonth }).toString());
  return { first, end: addDays(last, 7) };
}

export function windowShown(zoom: Zoom, date: string, zone: string): Window {
  const { first, end } = daysShown(zoom, date);
  return { from: startOfDay(first, zone), to: startOfDay(end, zone) };
}

/** What figures are told of: the week, or of a month its own days, not the weeks that it is shown in. */
export function periodOf(zoom: Zoom, date: string, zone: string): Window {
  if (zoom !== "month") return windowShown(zoom, date, zone);
  const first = Temporal.PlainDate.from(date).with({ day: 1 });
  const end = first.add({ months: 1 });
  return { from: startOfDay(first.toString(), zone), to: startOfDay(end.toString(), zone) };
}

/** The day that a step back (-1) or on (1) leads to: by day, week or month. */
export function stepped(zoom: Zoom, date: string, steps: number): string {
  const day = Temporal.PlainDate.from(date);
  if (zoom === "day") return day.add({ days: steps }).toString();
  if (zoom === "week") return day.add({ weeks: steps }).toString();
  return day.add({ months: steps }).toString();
}

/** The days of a window that starts and ends at midnight. */
export function daysOf(window: Window, zone: string): Day[] {
  const days: Day[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(window.from).toZonedDateTimeISO(zone).toPlainDate();
  let startsAt = day.toZonedDateTime(zone).epochMilliseconds;
  while (startsAt < window.to) {
    const next = day.add({ days: 1 });
    const endsAt = next.toZonedDateTime(zone).epochMilliseconds;
    days.push({ date: day.toString(), startsAt, endsAt, weekday: day.dayOfWeek });
    day = next;
    startsAt = endsAt;
  }
  return days;
}

/** Number of the ISO week that a day lies in. */
export function isoWeek(date: string): number {
  return Temporal.PlainDate.from(date).weekOfYear ?? 0;
}
