import { expect, test } from "vitest";

import type { Job } from "@/api/queries/useJob";
import { byPerson, byShift, hopeless, open, proposalsOf, unfilledOf } from "@/features/auto-assign/review";
import { TEXTS } from "@/features/auto-assign/texts";
import { inWords } from "@/features/auto-assign/words";
import type { Assignment, Collaborator, Plan, Shift } from "@/plan/model";

const late = { id: "s2", startsAt: 200, headcount: 2, status: "draft" } as Shift;
const early = { id: "s1", startsAt: 100, headcount: 1, status: "draft" } as Shift;
const assignments = [
  { id: "a1", shiftId: "s1", collaboratorId: "zoe", status: "proposed" },
  { id: "a2", shiftId: "s2", collaboratorId: "ana", status: "confirmed" },
] as Assignment[];
const PLAN = {
  shifts: new Map([late, early].map((one) => [one.id, one])),
  collaborators: new Map(
    ["ana", "zoe"].map((id) => [id, { id, name: id === "ana" ? "Ana" : "Zoé" } as Collaborator]),
  ),
  assignments: new Map(assignments.map((one) => [one.id, one])),
  assignmentsByShift: new Map(assignments.map((one) => [one.shiftId, [one]])),
} as unknown as Plan;
const HOPELESS = { shift_ids: ["s2"], collaborator_ids: [], message: "Nobody can take it." };
const JOB = {
  proposals: [
    { assignment_id: "a2", shift_id: "s2", collaborator_id: "ana", score: 1, reasons: {}, standing: true },
    { assignment_id: "a1", shift_id: "s1", collaborator_id: "zoe", score: 1, reasons: {}, standing: true },
    { assignment_id: "a9", shift_id: "s2", collaborator_id: "zoe", score: 1, reasons: {}, standing: false },
    { assignment_id: "a8", shift_id: "gone", collaborator_id: "zoe", score: 1, reasons: {}, standing: false },
  ],
  unfilled: [
    { shift_id: "s1", missing: 1, reasons: [], nearest: null, clash: null },
    {
      shift_id: "s2",
      missing: 2,
      reasons: [
        { rule: "min_rest", count: 1, collaborator_ids: ["zoe"] },
        { rule: "min_rest", count: 3, collaborator_ids: ["ana", "zoe"] },
      ],
      nearest: null,
      clash: HOPELESS,
    },
  ],
} as unknown as Job;

test("proposals come in the order of their shifts, with what became of them", () => {
  const found = proposalsOf(JOB, PLAN);

  expect(found.map((one) => [one.assignmentId, one.fate])).toEqual([
    ["a1", "proposed"],
    ["a2", "confirmed"],
    ["a9", "gone"],
  ]);
  expect(open(found)).toEqual(["a1"]);
});

test("proposals are grouped by shift in time, by person in the order of names", () => {
  const found = proposalsOf(JOB, PLAN);

  expect(byShift(found).map((group) => [group.key, group.proposals.length])).toEqual([
    ["s1", 1],
    ["s2", 2],
  ]);
  expect(byPerson(found).map((group) => [group.key, group.proposals.length])).toEqual([
    ["ana", 1],
    ["zoe", 2],
  ]);
});

test("a seat that was filled since is no longer told as unfilled", () => {
  const found = unfilledOf(JOB, PLAN);

  expect(found).toEqual([
    {
      shift: late,
      missing: 1,
      reasons: [{ rule: "min_rest", count: 4, collaboratorIds: ["zoe", "ana"] }],
      nearest: null,
      clash: HOPELESS,
    },
  ]);
  expect(hopeless(found)).toBe(1);
});

test("reasons are told in words, with who came second", () => {
  const reasons = {
    load: 2.51,
    soft: 0,
    wishes: 1,
    continuity: 0,
    runner_up: { collaborator_id: "ana", score: 1.5 },
  };

  const words = inWords(2, reasons, PLAN, TEXTS.en, "en");

  expect(words).toEqual([
    "Breaks no soft rule",
    "Meets a wish of theirs",
    "2.5 days of work in the period, this shift included",
    "Ahead of Ana by 0.5",
  ]);
});

test("reasons of another solver than ours are passed over", () => {
  expect(inWords(2, { energy: 3, soft: "much", runner_up: 7 }, PLAN, TEXTS.en, "en")).toEqual([]);
});
