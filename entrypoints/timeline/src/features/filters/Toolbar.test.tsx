import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import { makeClient } from "@/app/queryClient";
import { Toolbar } from "@/features/filters/Toolbar";
import { useLanguageState } from "@/i18n/language";
import { answered, fakeServer } from "@/testing/server";
import { anEmptyTimeline, aUser } from "@/testing/timeline";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

beforeEach(() => {
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-04" } });
  useLanguageState.setState({ language: "en" });
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
  }));
});

async function open(may: string[], role: "viewer" | "planner" | "admin") {
  fakeServer((asked) => {
    if (asked.path.endsWith("/me")) return answered(aUser({ may, role, user_id: "ada" }));
    return answered(anEmptyTimeline());
  });
  render(
    <QueryClientProvider client={makeClient()}>
      <Toolbar />
    </QueryClientProvider>,
  );
  await screen.findByRole("button", { name: "Signed in as ada" });
}

const buttons = (...labels: string[]) =>
  labels.filter((name) => screen.queryByRole("button", { name }) !== null);

test("a viewer is shown nothing that a viewer may not do", async () => {
  await open(["read"], "viewer");

  expect(buttons("People list", "Auto-assign", "Publish", "Nothing to undo")).toEqual(["People list"]);
});

test("a planner may assign and undo, not publish", async () => {
  await open(["read", "write", "auto_assign"], "planner");

  expect(buttons("People list", "Auto-assign", "Publish", "Nothing to undo")).toEqual([
    "People list",
    "Auto-assign",
    "Nothing to undo",
  ]);
});

test("next and previous move by the zoom, today shows today whatever the day is", async () => {
  await open(["read"], "viewer");
  const date = () => useViewState.getState().view.date;

  await userEvent.click(screen.getByRole("button", { name: "Next week" }));
  const week = date();
  await userEvent.click(screen.getByRole("button", { name: "Month" }));
  await userEvent.click(screen.getByRole("button", { name: "Previous month" }));
  const month = date();
  await userEvent.click(screen.getByRole("button", { name: "Today" }));

  expect([week, month, date()]).toEqual(["2026-03-11", "2026-02-11", null]);
});

test("a step in minutes has no meaning in a month", async () => {
  await open(["read"], "viewer");

  await userEvent.click(screen.getByRole("button", { name: "15 min" }));
  await userEvent.click(screen.getByRole("button", { name: "Month" }));

  expect(screen.queryByRole("button", { name: "15 min" })).toBe(null);
  expect(useViewState.getState().view.snap).toBe(15);
});
