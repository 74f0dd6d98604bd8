/** Where the axis has lines and labels; local time of a zone on an axis of real time. */
import { Temporal } from "temporal-polyfill";

import { wallTime, type Day } from "@/geometry/calendar";
import type { Window } from "@/plan/model";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** No zone has kept a wall time off the quarter of an hour for decades. */
const QUARTER = 15 * MINUTE;

export interface Tick {
  readonly at: number;
  /** Local time `HH:MM`. */
  readonly wall: string;
  /** A full hour; the others are steps between. */
  readonly hour: boolean;
}

export interface ClockChange {
  /** The instant at which the clock is moved. */
  readonly at: number;
  /** Minutes by which it is moved: above 0 they are left out, below 0 they come twice. */
  readonly minutes: number;
  /** What the clock shows just before and just after it is moved, `HH:MM`. */
  readonly before: string;
  readonly after: string;
}

/** Ticks of a day every so many minutes of local time, midnight left out; an hour that comes twice has them twice. */
export function ticksOf(day: Day, zone: string, stepMinutes: number): Tick[] {
  const plain = day.endsAt - day.startsAt === DAY;
  const ticks: Tick[] = [];
  for (let at = day.startsAt + QUARTER; at < day.endsAt; at += QUARTER) {
    const wall = plain ? asWall((at - day.startsAt) / MINUTE) : wallTime(at, zone);
    const minutes = Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
    if (minutes % stepMinutes === 0) ticks.push({ at, wall, hour: minutes % 60 === 0 });
  }
  return ticks;
}

function asWall(minutes: number): string {
  const two = (figure: number) => String(figure).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** When the clock is moved within a window. */
export function clockChanges(window: Window, zone: string): ClockChange[] {
  const changes: ClockChange[] = [];
  let moment: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(
    window.from,
  ).toZonedDateTimeISO(zone);
  while ((moment = moment.getTimeZoneTransition("next")) !== null && moment.epochMilliseconds < window.to) {
    const at = moment.epochMilliseconds;
    const justBefore = moment.subtract({ nanoseconds: 1 });
    const minutes = (moment.offsetNanoseconds - justBefore.offsetNanoseconds) / 60e9;
    const before = justBefore.toPlainTime().add({ nanoseconds: 1 }).toString({ smallestUnit: "minute" });
    if (minutes !== 0) changes.push({ at, minutes, before, after: wallTime(at, zone) });
  }
  return changes;
}
