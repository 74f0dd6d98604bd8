import { expect, test } from "vitest";

import type { PlanDiff } from "@/api/queries/usePublicationDiff";
import { isEmpty, namesIn, personLines, shiftLines, type Words } from "@/features/publish/differences";
import { TEXTS } from "@/features/publish/texts";
import { aPlan } from "@/testing/plan";
import type { AssignmentOut, ShiftOut } from "@/plan/model";

const TEMPLATES = new Map([
  ["t1", "Early"],
  ["t2", "Late"],
]);
const NOTHING: PlanDiff = { added: [], changed: [], removed: [], people: [] };

function words(diff: PlanDiff): Words {
  return {
    plan: aPlan(),
    names: namesIn(diff),
    templates: TEMPLATES,
    texts: TEXTS.en,
    language: "en",
    zone: "Europe/Paris",
  };
}

function published(altered: Partial<ShiftOut> = {}, people: readonly Partial<AssignmentOut>[] = []) {
  const shift: ShiftOut = {
    id: "one",
    template_id: null,
    mission_id: "m1",
    site_id: "s1",
    role_id: "r1",
    starts_at: "2026-03-02T08:00:00Z",
    ends_at: "2026-03-02T16:00:00Z",
    break_minutes: 0,
    status: "published",
    headcount: 1,
    soft_capacity: null,
    hard_capacity: null,
    required_skill_ids: [],
    shortage_weight: null,
    surplus_weight: null,
    note: null,
    external_ref: null,
    version: 1,
    changed_since_publication: false,
    ever_published: true,
    ...altered,
  };
  const assignments = people.map((one, i): AssignmentOut => ({
    id: `a${i}`,
    shift_id: "one",
    collaborator_id: "ana",
    role_id: "r1",
    status: "confirmed",
    locked: false,
    source: "manual",
    override: null,
    note: null,
    version: 1,
    changed_since_publication: false,
    ...one,
  }));
  return { shift, assignments };
}

test("a shift that was added is told with when, what and who", () => {
  const after = published({}, [{ collaborator_id: "bob", status: "proposed" }, { collaborator_id: "ana" }]);
  const diff = { ...NOTHING, added: [{ shift_id: "one", before: null, after, fields: [] }] };

  expect(shiftLines(diff, "added", words(diff))).toEqual([
    {
      kind: "added",
      shiftId: "one",
      when: "Mon 2 Mar, 09:00 – 17:00",
      what: "r1 · m1 · s1",
      staff: ["Ana", "Bob (proposed)"],
      changes: [],
    },
  ]);
});

test("a changed shift tells each field from what to what", () => {
  const before = published({ note: "old", break_minutes: 30 }, [{ collaborator_id: "ana" }]);
  const after = published({ starts_at: "2026-03-02T09:00:00Z", role_id: "never" }, []);
  const fields = ["starts_at", "role_id", "break_minutes", "note", "assignments"];
  const diff = { ...NOTHING, changed: [{ shift_id: "one", before, after, fields }] };

  expect(shiftLines(diff, "changed", words(diff))[0]?.changes).toEqual([
    { field: "Time", from: "Mon 2 Mar, 09:00 – 17:00", to: "Mon 2 Mar, 10:00 – 17:00" },
    { field: "Role", from: "r1", to: "No longer there" },
    { field: "Break", from: "30 min", to: "0 min" },
    { field: "Note", from: "old", to: "none" },
    { field: "People", from: "Ana", to: "Nobody yet" },
  ]);
});

test("another template is told by both names, one that is gone as such", () => {
  const changesOf = (from: string | null, to: string | null) => {
    const one = { before: published({ template_id: from }), after: published({ template_id: to }) };
    const diff = { ...NOTHING, changed: [{ shift_id: "one", fields: ["template_id"], ...one }] };
    return shiftLines(diff, "changed", words(diff))[0]?.changes;
  };

  expect(changesOf("t1", "t2")).toEqual([{ field: "Template", from: "Early", to: "Late" }]);
  expect(changesOf("gone", null)).toEqual([{ field: "Template", from: "a deleted template", to: "none" }]);
});

test("people come by name, with what each gets and loses, whether or not they are in the plan shown", () => {
  const gone = { shift_id: "one", before: published(), after: null, fields: [] };
  const come = { shift_id: "two", before: null, after: published({ id: "two" }), fields: [] };
  const diff: PlanDiff = {
    added: [come],
    changed: [],
    removed: [gone],
    people: [
      { collaborator_id: "left", name: "Zoé", added: [], changed: [], removed: ["one"] },
      { collaborator_id: "ana", name: "Ana", added: ["two"], changed: [], removed: ["one"] },
    ],
  };

  const lines = personLines(diff, words(diff));

  expect(lines.map((one) => [one.name, one.shifts.map((shift) => [shift.kind, shift.shiftId])])).toEqual([
    [
      "Ana",
      [
        ["added", "two"],
        ["removed", "one"],
      ],
    ],
    ["Zoé", [["removed", "one"]]],
  ]);
});

test("a difference of nothing is empty", () => {
  const one = { shift_id: "one", before: published(), after: null, fields: [] };

  expect(isEmpty(NOTHING)).toBe(true);
  expect(isEmpty({ ...NOTHING, removed: [one] })).toBe(false);
});
