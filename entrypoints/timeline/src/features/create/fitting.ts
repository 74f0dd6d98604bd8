/** What a new shift is likely to be: which templates fit, and what mission, site and role it has unless told. */
import type { ShiftTemplate } from "@/api/queries/useShiftTemplates";
import { addDays, atWallTime, dayOf } from "@/geometry/calendar";
import { draftShift, type ShiftData } from "@/plan/changes";
import type { Mission, Plan, Window } from "@/plan/model";
import type { AskedCreation } from "@/state/creating";
import type { View } from "@/view/view";

type AskedRow = AskedCreation["row"];
type Place = Pick<ShiftData, "missionId" | "siteId" | "roleId">;

export interface OfferedTemplate {
  readonly template: ShiftTemplate;
  /** It is of the row and made for that day; others are offered after. */
  readonly fits: boolean;
}

/** Every template, those that fit row and day first, then by how near their own start is to the time asked for. */
export function offeredTemplates(
  templates: readonly ShiftTemplate[],
  plan: Plan,
  asked: Window & { readonly row: AskedRow },
  view: View,
): OfferedTemplate[] {
  const ranked = templates
    .filter((one) => plan.missions.has(one.mission_id) && plan.sites.has(one.site_id))
    .map((template) => {
      const zone = plan.sites.get(template.site_id)?.timezone ?? plan.timezone;
      const own = ownTimes(template, dayOf(asked.from, zone), zone);
      const place = { missionId: template.mission_id, siteId: template.site_id, roleId: template.role_id };
      const fits =
        ofDay(template, dayOf(asked.from, zone)) && ofRow(place, plan, asked.row) && ofFilters(place, view);
      return { template, fits, distance: Math.abs(own.from - asked.from) };
    });
  return ranked
    .sort(
      (a, b) =>
        Number(b.fits) - Number(a.fits) ||
        a.distance - b.distance ||
        a.template.name.localeCompare(b.template.name),
    )
    .map(({ template, fits }) => ({ template, fits }));
}

/** When a template's shift of a day runs, by its site's clock. */
export function ownTimes(template: ShiftTemplate, date: string, zone: string): Window {
  const from = atWallTime(date, template.start_time.slice(0, 5), zone);
  return { from, to: from + template.duration_minutes * 60_000 };
}

/** The shift that a template makes at a time. */
export function shiftFrom(template: ShiftTemplate, { from, to }: Window): ShiftData {
  return draftShift({
    templateId: template.id,
    missionId: template.mission_id,
    siteId: template.site_id,
    roleId: template.role_id,
    startsAt: from,
    endsAt: to,
    breakMinutes: template.break_minutes,
    headcount: template.headcount,
    softCapacity: template.soft_capacity,
    hardCapacity: template.hard_capacity,
    requiredSkillIds: template.required_skill_ids,
  });
}

/** Mission, site and role of a new shift: the row's, else those used last, else what the filters leave; null: no mission. */
export function likelyPlace(
  plan: Plan,
  asked: Window & { readonly row: AskedRow },
  last: Place | null,
  view: View,
): Place | null {
  const running = [...plan.missions.values()]
    .filter((one) => one.startsAt <= asked.from && asked.to <= one.endsAt)
    .sort((a, b) => a.name.localeCompare(b.name));
  const places = (running.length > 0 ? running : [...plan.missions.values()]).flatMap(placesOf);
  return (
    best(places, [
      (one) => ofRow(one, plan, asked.row),
      (one) => ofFilters(one, view),
      (one) => last !== null && one.missionId === last.missionId,
      (one) => last !== null && one.siteId === last.siteId,
      (one) => last !== null && one.roleId === last.roleId,
    ]) ?? null
  );
}

function placesOf(mission: Mission): Place[] {
  return mission.siteIds.flatMap((siteId) =>
    mission.roleIds.map((roleId) => ({ missionId: mission.id, siteId, roleId })),
  );
}

/** The first of those that meet the most, earlier wishes weighing more than all later ones. */
function best(places: readonly Place[], wishes: readonly ((place: Place) => boolean)[]): Place | undefined {
  return wishes.reduce((left, wish) => {
    const met = left.filter(wish);
    return met.length > 0 ? met : left;
  }, places)[0];
}

function ofRow(place: Place, plan: Plan, row: AskedRow): boolean {
  if (!row?.id) return true;
  switch (row.kind) {
    case "mission":
      return place.missionId === row.id;
    case "site":
      return place.siteId === row.id;
    case "role":
      return place.roleId === row.id;
    case "collaborator": {
      const person = plan.collaborators.get(row.id);
      if (!person) return false;
      const anywhere = person.siteIds.length === 0;
      return person.roleIds.includes(place.roleId) && (anywhere || person.siteIds.includes(place.siteId));
    }
    case "open":
      return true;
  }
}

function ofFilters(place: Place, view: View): boolean {
  const allows = (asked: readonly string[], id: string) => asked.length === 0 || asked.includes(id);
  return (
    allows(view.missionIds, place.missionId) &&
    allows(view.siteIds, place.siteId) &&
    allows(view.roleIds, place.roleId)
  );
}

function ofDay(template: ShiftTemplate, date: string): boolean {
  const weekday = new Date(`${date}T00:00Z`).getUTCDay() || 7;
  return (
    template.weekdays.includes(weekday) &&
    (template.valid_from === null || template.valid_from <= date) &&
    (template.valid_until === null || date <= template.valid_until)
  );
}

/** What is proposed where no time was asked for: eight hours from nine o'clock of a day. */
export function usualSpan(date: string, zone: string): Window {
  const from = atWallTime(date, "09:00", zone);
  return { from, to: from + 8 * 3_600_000 };
}

/** The days (the last one left out) that a window touches. */
export function daysOfWindow({ from, to }: Window, zone: string): { from: string; to: string } {
  return { from: dayOf(from, zone), to: addDays(dayOf(to - 1, zone), 1) };
}
