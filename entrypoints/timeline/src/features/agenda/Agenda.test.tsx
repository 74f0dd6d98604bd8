import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import { Agenda } from "@/features/agenda/Agenda";
import { useLanguageState } from "@/i18n/language";
import { usePendingEdits } from "@/state/pending";
import { useDialogs } from "@/state/dialogs";
import { useSelection } from "@/state/selection";
import { anAssignment, aPlan, aShift, at } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { fakeServer } from "@/testing/server";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

const PLAN = aPlan(
  [
    aShift("late", { startsAt: at("03-02 14:00"), endsAt: at("03-02 22:00"), roleId: "r2" }),
    aShift("early", { startsAt: at("03-02 06:00"), endsAt: at("03-02 14:00") }),
    aShift("tomorrow", { startsAt: at("03-03 06:00"), endsAt: at("03-03 14:00") }),
  ],
  [anAssignment("a1", "early", "ana", { status: "proposed" }), anAssignment("a2", "late", "bob")],
);

beforeEach(() => {
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-02" } });
  useLanguageState.setState({ language: "en" });
  useSelection.getState().close();
  usePendingEdits.setState({ edits: [] });
  useDialogs.getState().hide();
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }));
  fakeServer(() => new Promise<Response>(() => undefined));
});

test("the day's shifts are listed by time", () => {
  renderOnPage(<Agenda />, PLAN);

  const names = screen
    .getAllByRole("article")
    .map((one) => within(one).getByRole("button", { name: /Details/ }));

  expect(names.map((one) => one.getAttribute("aria-label"))).toEqual(["Details: r1, m1", "Details: r2, m1"]);
});

test("only what is proposed can be confirmed, and shows so at once", async () => {
  const user = userEvent.setup();
  renderOnPage(<Agenda />, PLAN);

  await user.click(screen.getByRole("button", { name: "Confirm Ana" }));

  expect(screen.queryByRole("button", { name: /^Confirm/ })).toBeNull();
  expect(usePendingEdits.getState().edits.flatMap((one) => one.changes)).toMatchObject([
    { op: "update", entity: "assignment", id: "a1", data: { status: "confirmed" } },
  ]);
});

test("a viewer reads without being offered decisions", () => {
  renderOnPage(<Agenda />, PLAN, ["read"]);

  expect(screen.queryByRole("button", { name: /^(Confirm|Reject)/ })).toBeNull();
  expect(screen.getByText("Proposed")).toBeTruthy();
});

test("a new plan says how to come to a first shift, and opens the import", async () => {
  const user = userEvent.setup();
  const none = new Map<string, never>();
  renderOnPage(<Agenda />, { ...aPlan(), sites: none, roles: none, missions: none, collaborators: none });

  await user.click(screen.getByRole("button", { name: "Import a file" }));

  expect(screen.getByText("There is nothing here yet")).toBeTruthy();
  expect(useDialogs.getState().open).toBe("import");
});

test("the next day is one press away", async () => {
  const user = userEvent.setup();
  renderOnPage(<Agenda />, PLAN);

  await user.click(screen.getByRole("button", { name: "Next day" }));

  expect(screen.getAllByRole("article")).toHaveLength(1);
  expect(useViewState.getState().view.date).toBe("2026-03-03");
});

test("filters that leave nothing can be cleared", async () => {
  const user = userEvent.setup();
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-02", collaboratorIds: ["eve"] } });
  renderOnPage(<Agenda />, PLAN);

  await user.click(screen.getByRole("button", { name: "Clear filters" }));

  expect(screen.getAllByRole("article")).toHaveLength(2);
});
