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

test("filters are counted by kind", () => {
  expect(filterCount(FULL)).toBe(8);
  expect(filterCount(FIRST_VIEW)).toBe(0);
});
