import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Notices } from "@/features/notices/Notices";
import { useLanguageState } from "@/i18n/language";
import { announce } from "@/state/announcements";
import { tell, useNotices } from "@/state/notices";
import { usePendingEdits } from "@/state/pending";

beforeEach(() => {
  vi.useFakeTimers();
  useLanguageState.setState({ language: "en" });
  useNotices.setState({ notices: [] });
  usePendingEdits.setState({ edits: [] });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Notices />
    </QueryClientProvider>,
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test("good news is read out politely and goes by itself", () => {
  act(() => tell({ tone: "done", title: "Saved" }));

  expect(screen.getByRole("status").textContent).toBe("Saved");
  passes(5_001);
  expect(screen.queryByText("Saved")).toBeNull();
});

test("a refusal is read out at once, with its sentences, and stays until it is dismissed", () => {
  act(() => tell({ tone: "refused", title: "Not done: Move", lines: ["Ana has no rest."] }));

  expect(screen.getByRole("alert").textContent).toBe("Not done: MoveAna has no rest.");
  passes(60_000);
  expect(screen.getByRole("listitem").textContent).toBe("Ana has no rest.");
  fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByRole("listitem")).toBeNull();
});

test("a message stays while it is pointed at", () => {
  act(() => tell({ tone: "done", title: "Saved" }));
  const region = screen.getByRole("region", { name: "Messages" });

  fireEvent.pointerEnter(within(region).getByRole("button"));
  passes(60_000);

  expect(within(region).getByText("Saved")).toBeTruthy();
});

test("of good news the newest alone is shown, refusals stay beside it", () => {
  act(() => {
    tell({ tone: "refused", title: "Not done" });
    tell({ tone: "done", title: "Undone: one" });
    tell({ tone: "done", title: "Undone: two" });
  });

  expect(useNotices.getState().notices.map((one) => one.title)).toEqual(["Not done", "Undone: two"]);
});

test("the same refusal told twice stands once, another stays beside it", () => {
  act(() => {
    tell({ tone: "refused", title: "Not possible: Move", lines: ["Ana has no rest."], about: "Move" });
    tell({ tone: "refused", title: "Not done: Delete", lines: ["Bob is locked."], about: "Delete" });
    tell({ tone: "refused", title: "Not done: Move", lines: ["Ana works twice."], about: "Move" });
    tell({ tone: "refused", title: "Not done: Copy", lines: ["Bob is locked."] });
  });

  expect(useNotices.getState().notices.map((one) => one.title)).toEqual(["Not done: Move", "Not done: Copy"]);
});

test("what the screen shows anyway is read out alone, the same words again too", () => {
  act(() => announce("Done: Move"));
  const first = screen.getByText("Done: Move");

  act(() => announce("Done: Move"));

  expect(document.querySelector("p[aria-live=polite]")?.textContent).toBe("Done: Move");
  expect(screen.getByText("Done: Move")).not.toBe(first);
  expect(useNotices.getState().notices).toEqual([]);
});

test("an action runs once and closes its message", () => {
  const run = vi.fn();
  act(() => tell({ tone: "info", title: "Changed", action: { label: "Show", run } }));

  fireEvent.click(screen.getByRole("button", { name: "Show" }));

  expect(run).toHaveBeenCalledTimes(1);
  expect(useNotices.getState().notices).toEqual([]);
});

test("edits that wait say why and what can be done", () => {
  act(() =>
    usePendingEdits.setState({
      edits: [{ id: 1, label: "Move", changes: [], state: "waiting", why: "The server cannot be reached." }],
    }),
  );

  expect(screen.getByText("One edit is waiting to be saved")).toBeTruthy();
  expect(screen.getByText("The server cannot be reached.")).toBeTruthy();
  expect(screen.getAllByRole("button").map((one) => one.textContent)).toEqual(["Try again", "Discard"]);
});

function passes(milliseconds: number): void {
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });
}
