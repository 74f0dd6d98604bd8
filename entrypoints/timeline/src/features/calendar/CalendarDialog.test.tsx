import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { makeClient } from "@/app/queryClient";
import { CalendarDialog } from "@/features/calendar/CalendarDialog";
import { useLanguageState } from "@/i18n/language";
import { answered, fakeServer } from "@/testing/server";

const CALENDAR = {
  collaborator_id: "anna",
  user_id: "desk",
  created_at: "2026-03-02T09:00:00Z",
  last_used_at: null,
};

beforeEach(() => useLanguageState.setState({ language: "en" }));

/** The dialog over a server that keeps whether there is an address; the methods asked for. */
function open(stands: boolean): string[] {
  const asked: string[] = [];
  let kept = stands;
  fakeServer(({ method }) => {
    asked.push(method);
    if (method === "GET") return answered({ calendar: kept ? CALENDAR : null });
    kept = method === "POST";
    return answered({
      calendar: kept ? CALENDAR : null,
      ...(kept ? { path: "/api/v1/planning/calendars/secret.ics" } : {}),
    });
  });
  render(
    <QueryClientProvider client={makeClient()}>
      <CalendarDialog collaboratorId="anna" name="Anna" zone="Europe/Paris" onClose={() => undefined} />
    </QueryClientProvider>,
  );
  return asked;
}

test("an address is made, shown this once and copied", async () => {
  const user = userEvent.setup();
  open(false);
  await screen.findByText("There is no address yet.");

  await user.click(screen.getByRole("button", { name: "Make an address" }));
  await user.click(await screen.findByRole("button", { name: "Copy the address" }));

  const address = `${location.origin}/api/v1/planning/calendars/secret.ics`;
  expect(screen.getByLabelText<HTMLInputElement>("Address").value).toBe(address);
  expect(await navigator.clipboard.readText()).toBe(address);
});

test("an address that stands is not shown, and can be taken back", async () => {
  const asked = open(true);
  await screen.findByText(/^Made on 2 Mar 2026, not fetched yet/);

  await userEvent.click(screen.getByRole("button", { name: "Take it back" }));

  await screen.findByText("There is no address yet.");
  expect(asked.filter((method) => method !== "GET")).toEqual(["DELETE"]);
});
