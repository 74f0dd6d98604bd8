import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";

import { makeClient } from "@/app/queryClient";
import { Canvas } from "@/features/canvas/Canvas";
import { useLanguageState } from "@/i18n/language";
import { answered, fakeServer, problem, type Asked } from "@/testing/server";
import { anEmptyTimeline, aUser } from "@/testing/timeline";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

/** The planning API with an answer to what the plan is. */
function serve(timeline: (asked: Asked) => Response) {
  return fakeServer((asked) => (asked.path.endsWith("/me") ? answered(aUser()) : timeline(asked)));
}

function open() {
  render(
    <QueryClientProvider client={makeClient()}>
      <Canvas />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-04" } });
  useLanguageState.setState({ language: "en" });
  // jsdom lays nothing out, so there is no size to be told.
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = () => undefined;
      disconnect = () => undefined;
    },
  );
});

test("the shape of a plan stands there while the plan is loading", () => {
  serve(() => answered(anEmptyTimeline()));

  open();

  expect(screen.getByRole("status").getAttribute("aria-label")).toBe("The plan is loading");
});

test("a plan that is refused says why, and is asked for again", async () => {
  let answers = 0;
  serve(() => {
    answers += 1;
    return answers === 1
      ? problem("forbidden", 403, "You may not read this plan.")
      : answered(anEmptyTimeline());
  });
  open();

  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("You may not read this plan.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));

  await vi.waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect(answers).toBe(2);
});

test("filters that leave nothing can be cleared at once", async () => {
  serve(() => answered(anEmptyTimeline()));
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-04", search: "Nobody of that name" } });
  open();

  await userEvent.click(await screen.findByRole("button", { name: "Clear all filters" }));

  expect(useViewState.getState().view.search).toBe("");
  expect(screen.queryByText("No row matches the filters")).toBeNull();
});
