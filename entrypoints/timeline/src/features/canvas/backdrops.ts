/** What lies behind the bars of a row: when a person can work or not, when a site takes no work. */
import type { CanvasTexts } from "@/features/canvas/texts";
import { xAt, type Scale } from "@/geometry/scale";
import type { Availability, AvailabilityKind, Blackout, Plan, Window } from "@/plan/model";
import type { Row } from "@/plan/rows";

/** Stretches of one row that look and read the same: drawn as one shape, so that many cost no more than one. */
export interface Backdrop {
  readonly look: AvailabilityKind | "closed" | "closed-softly";
  readonly title: string;
  readonly stretches: readonly Window[];
}

export function backdrops(plan: Plan, texts: CanvasTexts): (row: Row) => readonly Backdrop[] {
  const byPerson = grouped(plan.availability, (one) => one.collaboratorId);
  const bySite = grouped(plan.blackouts, (one) => one.siteId);
  return (row) => {
    if (row.kind === "collaborator") return ofPerson(byPerson.get(row.id ?? "") ?? [], texts);
    if (row.kind === "site") return ofSite(bySite.get(row.id ?? "") ?? [], texts);
    return [];
  };
}

function ofPerson(windows: readonly Availability[], texts: CanvasTexts): Backdrop[] {
  return alike(
    windows.map((one) => ({
      look: one.kind,
      title: titled(texts.kinds[one.kind], one.reason),
      from: one.startsAt,
      to: one.endsAt,
    })),
  );
}

function ofSite(windows: readonly Blackout[], texts: CanvasTexts): Backdrop[] {
  return alike(
    windows.map((one) => ({
      look: one.hard ? ("closed" as const) : ("closed-softly" as const),
      title: titled(one.hard ? texts.closed : texts.closedSoftly, one.reason),
      from: one.startsAt,
      to: one.endsAt,
    })),
  );
}

function alike(windows: readonly (Pick<Backdrop, "look" | "title"> & Window)[]): Backdrop[] {
  const groups = grouped(windows, (one) => `${one.look} ${one.title}`);
  return [...groups.values()].flatMap((stretches) => {
    const first = stretches[0];
    return first ? [{ look: first.look, title: first.title, stretches }] : [];
  });
}

function titled(kind: string, reason: string | null): string {
  return reason === null || reason.trim() === "" ? kind : `${kind}: ${reason}`;
}

/** The stretches of a backdrop within what is in view, as an SVG path of the axis. */
export function backdropPath(
  stretches: readonly Window[],
  scale: Scale,
  seen: Window,
  height: number,
): string {
  let path = "";
  for (const one of stretches) {
    const from = Math.max(one.from, seen.from);
    const to = Math.min(one.to, seen.to);
    if (to <= from) continue;
    const left = Math.round(xAt(scale, from));
    path += `M${left} 0H${Math.max(left + 1, Math.round(xAt(scale, to)))}V${height}H${left}Z`;
  }
  return path;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
