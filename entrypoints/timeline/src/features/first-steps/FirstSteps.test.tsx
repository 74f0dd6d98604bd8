import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { FirstSteps } from "@/features/first-steps/FirstSteps";
import { isNew, nextStep } from "@/features/first-steps/progress";
import { useLanguageState } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { aPlan, aShift } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer } from "@/testing/server";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

const NONE = new Map<string, never>();
const EMPTY: Plan = { ...aPlan(), sites: NONE, roles: NONE, missions: NONE, collaborators: NONE };

beforeEach(() => {
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-02" } });
  useLanguageState.setState({ language: "en" });
});

test("the steps follow what is there", () => {
  const full = aPlan();

  expect(nextStep(EMPTY)).toBe("site");
  expect(nextStep({ ...EMPTY, sites: full.sites })).toBe("role");
  expect(nextStep({ ...EMPTY, sites: full.sites, roles: full.roles })).toBe("role");
  expect(nextStep({ ...full, collaborators: NONE })).toBe("person");
  expect(nextStep(full)).toBe("shift");
  expect(nextStep(aPlan([aShift("s")]))).toBeNull();
});

test("a plan with its people is not new, whatever the period lacks", () => {
  expect(isNew(aPlan())).toBe(false);
  expect(isNew(EMPTY)).toBe(true);
});

test("an administrator of an empty database names the first site", async () => {
  const user = userEvent.setup();
  const requests = fakeServer(() =>
    answered({ items: [], conflicts: [], new_conflicts: [], resolved_conflicts: [] }),
  );
  renderOnPage(<FirstSteps />, EMPTY);

  await user.type(screen.getByLabelText("Name of the site"), "Paris Nord{Enter}");

  await expect
    .poll(() => requests.find((one) => one.path.endsWith("/batch"))?.body)
    .toMatchObject({
      changes: [{ op: "create", entity: "site", data: { name: "Paris Nord" } }],
    });
});

test("a name left empty is asked for, and nothing is sent", async () => {
  const user = userEvent.setup();
  const requests = fakeServer(() => answered({}));
  renderOnPage(<FirstSteps />, EMPTY);

  await user.click(screen.getByRole("button", { name: "Next" }));

  expect(screen.getByText("Please fill this in.")).toBeTruthy();
  expect(requests).toEqual([]);
});

test("who may not set up is told who does", () => {
  renderOnPage(<FirstSteps />, EMPTY, ["read", "write"]);

  expect(screen.getByText(/An administrator sets up/)).toBeTruthy();
});

test("a period without shifts offers ways to fill it, until they are hidden", async () => {
  const user = userEvent.setup();
  renderOnPage(<FirstSteps />, aPlan());

  await user.click(screen.getByRole("button", { name: "Hide this hint" }));

  expect(screen.queryByText("No shift in this period")).toBeNull();
});

test("a period with shifts needs no hint", () => {
  const { container } = renderOnPage(<FirstSteps />, aPlan([aShift("s")]));

  expect(container.innerHTML).toBe("");
});
