import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import { Lacking } from "@/features/auto-assign/Lacking";
import { Penalty } from "@/features/auto-assign/Parts";
import type { Unfilled } from "@/features/auto-assign/review";
import { differenceOf, WhyPerson } from "@/features/auto-assign/WhyPerson";
import { useLanguageState } from "@/i18n/language";
import { useSelection } from "@/state/selection";
import { aConflict } from "@/testing/conflict";
import { aPlan, aShift } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";

const PLAN = aPlan([aShift("s1"), aShift("s2")]);
const EMPTY: Unfilled = {
  shift: aShift("s1"),
  missing: 1,
  reasons: [
    { rule: "min_rest", count: 3, collaboratorIds: ["ana", "bob"] },
    { rule: "absence", count: 1, collaboratorIds: ["eve"] },
  ],
  nearest: {
    collaborator_id: "bob",
    conflicts: [aConflict("x", { message: "Bob rests only 8 h." })],
    instead_of_shift_ids: ["s2"],
    remedy: "To have Bob: give somebody else the shift of Monday.",
  },
  clash: {
    shift_ids: ["s1", "s2"],
    collaborator_ids: ["bob"],
    message: "These 2 shifts cannot all be filled.",
  },
};

beforeEach(() => useLanguageState.setState({ language: "en" }));

test("an empty seat tells what would fill it, its clash, who came nearest and whom each rule keeps off", async () => {
  renderOnPage(<Lacking one={EMPTY} plan={PLAN} />, PLAN);

  expect(screen.getByText("To have Bob: give somebody else the shift of Monday.")).toBeTruthy();
  expect(screen.getByText("These 2 shifts cannot all be filled.")).toBeTruthy();
  await userEvent.click(screen.getByText("Nearest: Bob, against 1 rule"));
  expect(screen.getByText("Bob rests only 8 h.")).toBeTruthy();
  await userEvent.click(screen.getByText("Kept off: Daily rest 3 · Absence 1"));
  const rules = within(screen.getByRole("list", { name: "People kept off, by rule" }));
  expect(rules.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
    "Daily rest3 peopleAna, Bob …",
    "Absence1 personEve",
  ]);
});

test("an empty seat and those that it clashes with lead to their shifts", async () => {
  renderOnPage(<Lacking one={EMPTY} plan={PLAN} />, PLAN);

  await userEvent.click(screen.getByRole("button", { name: /^Show on the plan: r1 · m1/ }));
  expect(useSelection.getState().panel).toEqual({ kind: "shift", shiftId: "s2" });
  await userEvent.click(screen.getByRole("button", { name: /^r1 · m1/ }));
  expect(useSelection.getState().panel).toEqual({ kind: "shift", shiftId: "s1" });
});

test("a seat of which nothing is known says so", () => {
  renderOnPage(<Lacking one={{ ...EMPTY, reasons: [], nearest: null, clash: null }} plan={PLAN} />, PLAN);

  expect(screen.getByText(/^Nobody is left to ask/)).toBeTruthy();
  expect(screen.queryByRole("group")).toBeNull();
});

test("a proposal tells what it gains and costs, and who else could take the seat", async () => {
  const reasons = {
    load: 2.5,
    terms: { contract_hours: 0.24, continuity: -0.1 },
    runners_up: [
      { collaborator_id: "bob", difference: 0.3, terms: { contract_hours: 0.36, wishes: -0.06 } },
      { collaborator_id: "eve", difference: 0, terms: {} },
      { collaborator_id: "gone", difference: 1, terms: {} },
    ],
  };
  renderOnPage(<WhyPerson plan={PLAN} name="Ana" score={1} reasons={reasons} />, PLAN);

  await userEvent.click(screen.getByText("Contract hours +0.24 · Knows the mission or the site"));

  expect(screen.getAllByRole("listitem").map((one) => one.textContent)).toEqual([
    "2.5 days of work in the period, this shift included",
    "Bob+0.3 points (Contract hours +0.36, Wishes −0.06)",
    "Eveas good",
  ]);
});

test("a proposal that costs nothing and has no rival says so", () => {
  renderOnPage(<WhyPerson plan={PLAN} name="Ana" score={1} reasons={{ terms: {}, runners_up: [] }} />, PLAN);

  expect(screen.getByText(EXPLAIN.en.nothing)).toBeTruthy();
  expect(screen.getByText("Nobody else could take it as the plan stands.")).toBeTruthy();
});

test("a difference is told in French", () => {
  const one = { personId: "bob", difference: 1.5, parts: [{ term: "nights", points: 1.5 }] };

  expect(differenceOf(one, EXPLAIN.fr, "fr")).toBe("+1,5 points (Nuits +1,5)");
});

test("the penalty is told by its terms, which add up", async () => {
  renderOnPage(<Penalty title="Made of" terms={{ missing: 2000, nights: 0.6, hours: -0.1 }} />, PLAN);

  await userEvent.click(screen.getByText("Made of"));

  const figures = screen.getAllByRole("definition").map((one) => one.textContent);
  expect(figures).toEqual(["2,000", "0.6", "−0.1", "2,001"]);
});
