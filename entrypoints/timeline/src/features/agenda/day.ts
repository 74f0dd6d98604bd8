/** The shifts of one day, as a narrow screen lists them. */
import type { Day } from "@/geometry/calendar";
import { barOf, shiftShown, type Bar } from "@/plan/rows";
import type { Plan } from "@/plan/model";
import type { View } from "@/view/view";

/** Those that touch the day and pass the view's filters, in the order of their start. */
export function shiftsOfDay(plan: Plan, view: View, day: Pick<Day, "startsAt" | "endsAt">): Bar[] {
  return [...plan.shifts.values()]
    .filter(
      (shift) => shift.startsAt < day.endsAt && shift.endsAt > day.startsAt && shiftShown(plan, shift, view),
    )
    .sort((a, b) => a.startsAt - b.startsAt || a.endsAt - b.endsAt || (a.id < b.id ? -1 : 1))
    .map((shift) => barOf(plan, shift));
}

/** Which way a finger went: -1 to the right (a day back), 1 to the left (a day on), 0 neither. */
export function swipeOf(dx: number, dy: number): -1 | 0 | 1 {
  if (Math.abs(dx) < 60 || Math.abs(dy) > Math.abs(dx) / 2) return 0;
  return dx > 0 ? -1 : 1;
}
