import { expect, test } from "vitest";

import { activeFilters, NO_FILTERS, optionsOf, toggled } from "@/features/filters/facets";
import { TEXTS } from "@/features/filters/texts";
import { aPlan } from "@/testing/plan";
import { FIRST_VIEW, filterCount } from "@/view/view";

const PLAN = aPlan();

test("choosing what is chosen takes it out again", () => {
  const view = { ...FIRST_VIEW, siteIds: ["s1"] };

  expect(toggled(view, "siteIds", "s2")).toEqual({ siteIds: ["s1", "s2"] });
  expect(toggled(view, "siteIds", "s1")).toEqual({ siteIds: [] });
});

test("every filter in use is named, with the view that is without it", () => {
  const view = { ...FIRST_VIEW, collaboratorIds: ["ana"], onlyConflicts: true, search: " noël " };

  expect(activeFilters(view, PLAN, TEXTS.en)).toEqual([
    { key: "collaboratorIds ana", facet: "Person", label: "Ana", without: { collaboratorIds: [] } },
    { key: "conflicts", facet: null, label: "Only with conflicts", without: { onlyConflicts: false } },
    { key: "search", facet: "Search", label: "noël", without: { search: "" } },
  ]);
});

test("a filter of something that is gone can still be seen and taken away", () => {
  const view = { ...FIRST_VIEW, missionIds: ["never"] };

  expect(activeFilters(view, PLAN, TEXTS.fr)).toEqual([
    { key: "missionIds never", facet: "Mission", label: "N’existe plus", without: { missionIds: [] } },
  ]);
});

test("clearing all filters leaves none", () => {
  const view = {
    ...FIRST_VIEW,
    siteIds: ["s1"],
    statuses: ["draft" as const],
    onlyConflicts: true,
    search: "x",
  };

  expect(filterCount({ ...view, ...NO_FILTERS })).toBe(0);
});

test("options come in order of their names", () => {
  expect(optionsOf("collaboratorIds", PLAN, TEXTS.en).map((one) => one.label)).toEqual(["Ana", "Bob", "Eve"]);
  expect(optionsOf("statuses", PLAN, TEXTS.en).map((one) => one.id)).toEqual([
    "draft",
    "published",
    "cancelled",
    "proposed",
    "open",
  ]);
});
