/** What the plan can be filtered by, and the names of what is chosen. */
import type { Texts } from "@/features/filters/texts";
import type { Plan } from "@/plan/model";
import { FIRST_VIEW, type StatusFilter, type View } from "@/view/view";

export type Facet = "siteIds" | "teamIds" | "roleIds" | "missionIds" | "collaboratorIds" | "statuses";

export const FACETS: readonly Facet[] = [
  "siteIds",
  "teamIds",
  "roleIds",
  "missionIds",
  "collaboratorIds",
  "statuses",
];
const STATUSES: readonly StatusFilter[] = ["draft", "published", "cancelled", "proposed", "open"];

export interface Option {
  readonly id: string;
  readonly label: string;
  /** `#rrggbb` of a team. */
  readonly colour?: string | null;
}

/** What can be chosen of a facet, by name. */
export function optionsOf(facet: Facet, plan: Plan, texts: Texts): Option[] {
  switch (facet) {
    case "siteIds":
      return named(plan.sites);
    case "teamIds":
      return byName(
        [...plan.teams.values()].map((one) => ({ id: one.id, label: one.name, colour: one.colour })),
      );
    case "roleIds":
      return named(plan.roles);
    case "missionIds":
      return named(plan.missions);
    case "collaboratorIds":
      return named(plan.collaborators);
    case "statuses":
      return STATUSES.map((id) => ({ id, label: texts.statuses[id] }));
  }
}

/** The view with one choice of a facet put in, or taken out where it was in. */
export function toggled(view: View, facet: Facet, id: string): Partial<View> {
  const chosen: readonly string[] = view[facet];
  return { [facet]: chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id] };
}

/** What takes every filter away, the search with them. */
export const NO_FILTERS: Partial<View> = {
  siteIds: FIRST_VIEW.siteIds,
  teamIds: FIRST_VIEW.teamIds,
  roleIds: FIRST_VIEW.roleIds,
  missionIds: FIRST_VIEW.missionIds,
  collaboratorIds: FIRST_VIEW.collaboratorIds,
  statuses: FIRST_VIEW.statuses,
  onlyConflicts: false,
  search: "",
};

export interface ActiveFilter {
  readonly key: string;
  readonly facet: string | null;
  readonly label: string;
  /** What takes it away. */
  readonly without: Partial<View>;
}

/** Each choice that narrows the view; one that names nothing of the plan says so. */
export function activeFilters(view: View, plan: Plan | null, texts: Texts): ActiveFilter[] {
  const choices = FACETS.flatMap((facet) =>
    view[facet].map((id) => ({
      key: `${facet} ${id}`,
      facet: texts.facets[facet],
      label: labelOf(facet, id, plan, texts),
      without: toggled(view, facet, id),
    })),
  );
  const conflicts = {
    key: "conflicts",
    facet: null,
    label: texts.onlyConflicts,
    without: { onlyConflicts: false },
  };
  const search = {
    key: "search",
    facet: texts.searchFor,
    label: view.search.trim(),
    without: { search: "" },
  };
  return [
    ...choices,
    ...(view.onlyConflicts ? [conflicts] : []),
    ...(view.search.trim() === "" ? [] : [search]),
  ];
}

function labelOf(facet: Facet, id: string, plan: Plan | null, texts: Texts): string {
  if (facet === "statuses") return texts.statuses[id as StatusFilter];
  if (plan === null) return "…";
  const things = {
    siteIds: plan.sites,
    teamIds: plan.teams,
    roleIds: plan.roles,
    missionIds: plan.missions,
    collaboratorIds: plan.collaborators,
  }[facet];
  return things.get(id)?.name ?? texts.gone;
}

function named(things: ReadonlyMap<string, { readonly id: string; readonly name: string }>): Option[] {
  return byName([...things.values()].map((one) => ({ id: one.id, label: one.name })));
}

function byName(options: Option[]): Option[] {
  return options.sort((a, b) => a.label.localeCompare(b.label));
}
