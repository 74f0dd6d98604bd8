import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { makeClient } from "@/app/queryClient";
import { ConflictsPanel } from "@/features/conflicts/ConflictsPanel";
import { NO_FILTER, useConflictPanel } from "@/features/conflicts/panelState";
import { useLanguageState } from "@/i18n/language";
import type { Conflict } from "@/plan/model";
import { aConflict } from "@/testing/conflict";
import { answered, fakeServer } from "@/testing/server";
import { anEmptyTimeline, aUser } from "@/testing/timeline";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

beforeEach(() => {
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-04" } });
  useLanguageState.setState({ language: "en" });
  useConflictPanel.setState({ filter: NO_FILTER, groupBy: "rule", closed: new Set(), opened: null });
});

function open(conflicts: Conflict[]) {
  fakeServer((asked) => {
    if (asked.path.endsWith("/me")) return answered(aUser());
    if (asked.path.endsWith("/rules")) return answered({ items: [], conflicts: [], next: null });
    return answered(anEmptyTimeline({ conflicts }));
  });
  render(
    <QueryClientProvider client={makeClient()}>
      <ConflictsPanel />
    </QueryClientProvider>,
  );
}

test("a period without conflicts says so", async () => {
  open([]);

  await screen.findByText("Nothing in this period breaks a rule.");
});

test("findings are counted, and narrowed by their weight", async () => {
  open([aConflict("x"), aConflict("y", { type: "soft" })]);
  await screen.findByText("2 findings, 2 – 8 Mar 2026");

  await userEvent.click(screen.getByRole("button", { name: "To avoid" }));

  expect(screen.getByRole("status").textContent).toMatch(/^1 of 2 findings, 2\s–\s8 Mar 2026$/);
});

test("filters that leave nothing can be cleared on the spot", async () => {
  open([aConflict("x")]);
  await screen.findByText("1 finding, 2 – 8 Mar 2026");
  await userEvent.click(screen.getByRole("button", { name: "Exceptions" }));

  await userEvent.click(screen.getByRole("button", { name: "Clear these filters" }));

  expect(screen.getByRole("status").textContent).toMatch(/^1 finding, 2\s–\s8 Mar 2026$/);
});
