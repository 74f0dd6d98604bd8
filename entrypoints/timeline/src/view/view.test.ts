import { expect, test } from "vitest";

import { FIRST_VIEW, filterCount, readView, writeView, type View } from "@/view/view";

const FULL: View = {
  zoom: "month",
  snap: 15,
  date: "2026-03-02",
  rows: "site",
  siteIds: ["s1", "s2"],
  teamIds: ["t1"],
  roleIds: ["r1"],
  missionIds: ["m1"],
  collaboratorIds: ["c1"],
  statuses: ["draft", "open"],
  onlyConflicts: true,
  search: "Noël & co",
  job: "j1",
};

test("a view written to an address is read back the same", () => {
  expect(readView(writeView(FULL))).toEqual(FULL);
});

test("the usual view needs no address", () => {
  expect(writeView(FIRST_VIEW)).toBe("");
  expect(readView("")).toEqual(FIRST_VIEW);
});

test("an address that makes no sense shows the usual view", () => {
  expect(readView("?zoom=year&snap=7&date=2026-99-99&rows=x&status=odd")).toEqual(FIRST_VIEW);
});

test.each(["2026-02-31", "2026-04-31", "2026-02-29", "0000-01-01", "1969-12-31", "9001-01-01", "2026-2-3"])(
  "%s is no day to show: today is",
  (date) => {
    expect(readView(`?date=${date}`).date).toBeNull();
  },
);

test.each(["1970-01-01", "2028-02-29", "9000-12-31"])("%s is a day to show", (date) => {
  expect(readView(`?date=${date}`).date).toBe(date);
});

test("filters are counted by kind", () => {
  expect(filterCount(FULL)).toBe(8);
  expect(filterCount(FIRST_VIEW)).toBe(0);
});
