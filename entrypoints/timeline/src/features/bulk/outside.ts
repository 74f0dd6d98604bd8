/** Which missions a copied week would run over: the API names the first shift that it refuses, here are all. */
import { NO_STEP, stepBetween, stepped } from "@/geometry/snapping";
import { startOfDay, addDays } from "@/geometry/calendar";
import type { Mission, Plan } from "@/plan/model";

export interface WeekAsked {
  /** Mondays. */
  readonly from: string;
  readonly onto: string;
  /** None: all. */
  readonly siteIds: readonly string[];
  readonly missionIds: readonly string[];
}

export interface RunOver {
  readonly mission: Mission;
  readonly shifts: number;
}

/** Empty too where the plan on screen does not hold the week. */
export function runOver(plan: Plan, { from, onto, siteIds, missionIds }: WeekAsked, zone: string): RunOver[] {
  const [start, end] = [startOfDay(from, zone), startOfDay(addDays(from, 7), zone)];
  const { days } = stepBetween(start, startOfDay(onto, zone), zone);
  const found = new Map<string, RunOver>();
  for (const shift of plan.shifts.values()) {
    const mission = plan.missions.get(shift.missionId);
    const meant =
      (siteIds.length === 0 || siteIds.includes(shift.siteId)) &&
      (missionIds.length === 0 || missionIds.includes(shift.missionId));
    if (!mission || !meant || shift.status === "cancelled") continue;
    if (shift.startsAt < start || shift.startsAt >= end) continue;
    const copy = stepped(
      shift.startsAt,
      { ...NO_STEP, days },
      plan.sites.get(shift.siteId)?.timezone ?? zone,
    );
    if (copy >= mission.startsAt && copy + shift.endsAt - shift.startsAt <= mission.endsAt) continue;
    found.set(mission.id, { mission, shifts: (found.get(mission.id)?.shifts ?? 0) + 1 });
  }
  return [...found.values()];
}
