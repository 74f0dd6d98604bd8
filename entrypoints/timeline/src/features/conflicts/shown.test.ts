import { expect, test } from "vitest";

import { conflictsShown, countsOf } from "@/features/conflicts/shown";
import { aConflict, withConflicts } from "@/testing/conflict";
import { anAssignment, aPlan, aShift } from "@/testing/plan";
import { FIRST_VIEW } from "@/view/view";

const PLAN = withConflicts(
  aPlan(
    [aShift("one"), aShift("two", { siteId: "s2" })],
    [anAssignment("a1", "one", "ana"), anAssignment("b2", "two", "bob")],
  ),
  [
    aConflict("on one"),
    aConflict("on two", { shift_ids: ["two"], collaborator_ids: ["bob"], type: "soft" }),
    aConflict("both", { shift_ids: ["one", "two"], collaborator_ids: ["bob"] }),
    aConflict("elsewhere", { shift_ids: ["far"], collaborator_ids: ["eve"] }),
    aConflict("before", { starts_at: "2026-02-20T08:00:00Z", ends_at: "2026-02-21T08:00:00Z" }),
  ],
);

const shown = (altered: object) =>
  conflictsShown(PLAN, { ...FIRST_VIEW, ...altered }).map((one) => one.fingerprint);

test("without filters every finding of the period is shown", () => {
  expect(shown({})).toEqual(["on one", "on two", "both", "elsewhere"]);
});

test("kept to a site, findings on its shifts are shown", () => {
  expect(shown({ siteIds: ["s1"] })).toEqual(["on one", "both"]);
});

test("kept to a person, findings about others are not shown", () => {
  expect(shown({ collaboratorIds: ["ana"] })).toEqual(["on one"]);
  expect(shown({ collaboratorIds: ["eve"] })).toEqual(["elsewhere"]);
});

test("what is overridden is not counted", () => {
  const counts = countsOf([...PLAN.conflicts, aConflict("let stand", { overridden: true })]);

  expect(counts).toEqual({ hard: 4, soft: 1 });
});
