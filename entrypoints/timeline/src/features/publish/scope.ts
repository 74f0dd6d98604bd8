/** The period and scope that a publication is asked for. */
import type { PublishScope } from "@/api/queries/usePublishPreview";
import { addDays, daysShown, startOfDay } from "@/geometry/calendar";
import type { View } from "@/view/view";

export interface ScopeDraft {
  /** `YYYY-MM-DD`, or empty while it is typed. */
  readonly first: string;
  /** The last day, included. */
  readonly last: string;
  readonly siteIds: readonly string[];
  readonly missionIds: readonly string[];
}

/** What is on screen: its days, and the sites and missions that it is kept to. */
export function scopeShown(view: View, date: string): ScopeDraft {
  const { siteIds, missionIds } = view;
  if (view.zoom === "day") return { first: date, last: date, siteIds, missionIds };
  const { first, end } = daysShown(view.zoom, date);
  return { first, last: addDays(end, -1), siteIds, missionIds };
}

/** As the API takes it; null while the period makes no sense. */
export function scopeOf(draft: ScopeDraft, zone: string): PublishScope | null {
  const { first, last } = draft;
  if (!isDay(first) || !isDay(last) || last < first) return null;
  return {
    from: new Date(startOfDay(first, zone)).toISOString(),
    to: new Date(startOfDay(addDays(last, 1), zone)).toISOString(),
    site_ids: [...draft.siteIds],
    mission_ids: [...draft.missionIds],
  };
}

/** A year of four figures: browsers let people type up to six. */
function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "1970-01-01" && text < "9998-12-31";
}
