/** Which hours of a day are written on the axis. */
import { ticksOf, type ClockChange } from "@/geometry/ticks";
import type { Day } from "@/geometry/calendar";

export interface HourLabel {
  readonly at: number;
  readonly wall: string;
  /** The second time that the clock shows it. */
  readonly again: boolean;
}

/** Least pixels between two labels of hours, and after one with the sign of coming twice. */
const APART = 38;
const APART_AGAIN = 50;
const STEPS = [1, 2, 3, 4, 6, 12];

/** Labels with room for each; where an hour comes twice, its second time goes before its neighbours. */
export function hourLabels(
  day: Day,
  zone: string,
  pixelsPerHour: number,
  change: ClockChange | undefined,
): HourLabel[] {
  const step = STEPS.find((hours) => hours * pixelsPerHour >= APART) ?? 12;
  const labels = ticksOf(day, zone, step * 60).map(({ at, wall }) => ({
    at,
    wall,
    again: change !== undefined && change.minutes < 0 && at >= change.at && wall < change.before,
  }));
  const pixels = (from: number, to: number) => ((to - from) / 3_600_000) * pixelsPerHour;
  const marked = labels.filter((one) => one.again);
  return labels.filter(
    (one) =>
      one.again ||
      marked.every((other) =>
        one.at < other.at ? pixels(one.at, other.at) >= APART : pixels(other.at, one.at) >= APART_AGAIN,
      ),
  );
}
