/** Instants on the clock of a zone: nearest steps, and moves that keep the time on the wall over a clock change. */
import { Temporal } from "temporal-polyfill";

const MINUTE = 60_000;

/** A move in time: first by whole days, which keep the time on the wall, then by minutes that really pass. */
export interface Step {
  readonly days: number;
  readonly minutes: number;
}

export const NO_STEP: Step = { days: 0, minutes: 0 };

export function isStill(step: Step): boolean {
  return step.days === 0 && step.minutes === 0;
}

/** The nearest instant at which the clock shows a multiple of so many minutes (up to 60 of them). */
export function snapped(instant: number, minutes: number, zone: string): number {
  return rounded(instant, minutes, zone, Math.round);
}

/** The same, never later than the instant. */
export function snappedDown(instant: number, minutes: number, zone: string): number {
  return rounded(instant, minutes, zone, Math.floor);
}

/** The same, never earlier. */
export function snappedUp(instant: number, minutes: number, zone: string): number {
  return rounded(instant, minutes, zone, Math.ceil);
}

function rounded(instant: number, minutes: number, zone: string, round: (value: number) => number): number {
  const step = minutes * MINUTE;
  const offset = offsetAt(instant, zone);
  const first = round((instant + offset) / step) * step - offset;
  const there = offsetAt(first, zone);
  // Over the border of a clock change by less than a step, the clock there decides.
  return there === offset || (first + there) % step === 0
    ? first
    : round((first + there) / step) * step - there;
}

function offsetAt(instant: number, zone: string): number {
  return zoned(instant, zone).offsetNanoseconds / 1e6;
}

/** The instant after a move. */
export function stepped(instant: number, step: Step, zone: string): number {
  const day = step.days === 0 ? instant : zoned(instant, zone).add({ days: step.days }).epochMilliseconds;
  return day + step.minutes * MINUTE;
}

/** The move that leads from one instant to another. */
export function stepBetween(from: number, to: number, zone: string): Step {
  const start = zoned(from, zone);
  const days = start.toPlainDate().until(zoned(to, zone).toPlainDate(), { largestUnit: "days" }).days;
  const minutes = Math.round((to - start.add({ days }).epochMilliseconds) / MINUTE);
  return { days, minutes };
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(Math.round(instant)).toZonedDateTimeISO(zone);
}
