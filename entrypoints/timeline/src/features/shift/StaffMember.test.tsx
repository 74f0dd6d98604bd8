import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { StaffMember } from "@/features/shift/StaffMember";
import { useLanguageState } from "@/i18n/language";
import { byId } from "@/plan/indexes";
import type { Plan } from "@/plan/model";
import { anAssignment, aPerson, aPlan, aShift, at } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer } from "@/testing/server";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW, type Zoom } from "@/view/view";

beforeEach(() => {
  useLanguageState.setState({ language: "en" });
  fakeServer(() => answered({ items: [] }));
});

/** Ana works a day of March and one of February, both within the six weeks that a month shows. */
function shown(zoom: Zoom, window: Plan["window"]) {
  useViewState.setState({ view: { ...FIRST_VIEW, zoom, date: "2026-03-02" } });
  const march = aShift("march");
  const february = aShift("february", { startsAt: at("02-27 09:00"), endsAt: at("02-27 17:00") });
  const assignment = anAssignment("a1", "march", "ana");
  const plan: Plan = {
    ...aPlan([march, february], [assignment, anAssignment("a2", "february", "ana")]),
    window,
    collaborators: byId([aPerson("ana", "Ana", { weeklyMinutes: 35 * 60 })]),
  };
  renderOnPage(<StaffMember plan={plan} shift={march} assignment={assignment} />, plan);
}

test("a month's hours are those of its own days, against the contract for as many", () => {
  shown("month", { from: at("02-23 00:00"), to: at("04-06 00:00") });

  expect(screen.getByText("8 h of 155 h in this month")).toBeTruthy();
});

test("a day tells the hours of its week, and says so", () => {
  shown("day", { from: at("03-02 00:00"), to: at("03-09 00:00") });

  expect(screen.getByText("8 h of 35 h in the week")).toBeTruthy();
});
