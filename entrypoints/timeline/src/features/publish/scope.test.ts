import { expect, test } from "vitest";

import { scopeOf, scopeShown } from "@/features/publish/scope";
import { FIRST_VIEW } from "@/view/view";

const SCOPE = { first: "2026-03-02", last: "2026-03-08", siteIds: [], missionIds: [] };

test("the scope is at first what is on screen", () => {
  const view = { ...FIRST_VIEW, siteIds: ["s1"] };

  expect(scopeShown(view, "2026-03-04")).toEqual({ ...SCOPE, siteIds: ["s1"] });
  expect(scopeShown({ ...FIRST_VIEW, zoom: "day" }, "2026-03-04")).toEqual({
    ...SCOPE,
    first: "2026-03-04",
    last: "2026-03-04",
  });
  expect(scopeShown({ ...FIRST_VIEW, zoom: "month" }, "2026-03-04")).toEqual({
    ...SCOPE,
    first: "2026-02-23",
    last: "2026-04-05",
  });
});

test("days become the instants at which they begin and end in the zone", () => {
  expect(scopeOf({ ...SCOPE, first: "2026-03-28", last: "2026-03-29" }, "Europe/Paris")).toEqual({
    from: "2026-03-27T23:00:00.000Z",
    to: "2026-03-29T22:00:00.000Z",
    site_ids: [],
    mission_ids: [],
  });
});

test.each([
  ["", "2026-03-08"],
  ["2026-03-02", ""],
  ["2026-03-08", "2026-03-02"],
  ["202666-03-08", "202666-03-09"],
])("a period from %j to %j is none", (first, last) => {
  expect(scopeOf({ ...SCOPE, first, last }, "Europe/Paris")).toBe(null);
});
