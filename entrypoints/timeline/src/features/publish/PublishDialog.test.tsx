import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { makeClient } from "@/app/queryClient";
import { PublishDialog } from "@/features/publish/PublishDialog";
import { useLanguageState } from "@/i18n/language";
import { useDialogs } from "@/state/dialogs";
import { useNotices } from "@/state/notices";
import { aConflict } from "@/testing/conflict";
import { answered, fakeServer, problem, type Asked } from "@/testing/server";
import { anEmptyTimeline, aUser } from "@/testing/timeline";
import { useViewState } from "@/view/useView";
import { FIRST_VIEW } from "@/view/view";

const NO_DIFF = { added: [], changed: [], removed: [], people: [] };

/** The planning API with a preview and an answer to publishing. */
function serve(preview: object, publish: (asked: Asked) => Response) {
  return fakeServer((asked) => {
    if (asked.path.endsWith("/me")) return answered(aUser());
    if (asked.path.endsWith("/timeline")) return answered(anEmptyTimeline());
    if (asked.path.endsWith("/rules")) return answered({ items: [], conflicts: [], next: null });
    if (asked.path.endsWith("/publish/preview")) {
      return answered({ conflicts: [], diff: NO_DIFF, would_be_refused: false, ...preview });
    }
    return publish(asked);
  });
}

function open() {
  render(
    <QueryClientProvider client={makeClient()}>
      <PublishDialog />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  useViewState.setState({ view: { ...FIRST_VIEW, date: "2026-03-04" } });
  useLanguageState.setState({ language: "en" });
  useNotices.setState({ notices: [] });
  useDialogs.setState({ open: "publish" });
});

test("a hard conflict stands first and keeps the plan from being published", async () => {
  serve({ conflicts: [aConflict("x")], would_be_refused: true }, () => answered({}, 500));

  open();

  await screen.findByRole("heading", { name: "1 conflict stands in the way" });
  const button = screen.getByRole<HTMLButtonElement>("button", { name: /^Publish/ });
  expect(button.disabled).toBe(true);
});

test("publishing sends the period and the note once, and tells the version", async () => {
  const publication = { number: 3 };
  const requests = serve({}, () => answered({ publication, conflicts: [], diff: NO_DIFF }, 201));
  open();
  await screen.findByText("Nothing stands in the way");

  await userEvent.type(screen.getByLabelText("Note for the readers"), " First week ");
  await userEvent.click(screen.getByRole("button", { name: "Publish all the same" }));

  await expect
    .poll(() => useNotices.getState().notices.map((one) => one.title))
    .toEqual(["Version 3 is published"]);
  const sent = requests.filter((one) => one.path.endsWith("/publish"));
  expect(sent.map((one) => one.body)).toEqual([
    {
      from: "2026-03-01T23:00:00.000Z",
      to: "2026-03-08T23:00:00.000Z",
      site_ids: [],
      mission_ids: [],
      note: "First week",
    },
  ]);
  expect(useDialogs.getState().open).toBe(null);
});

test("a refusal says why, keeps the note and asks anew what stands in the way", async () => {
  const requests = serve({}, () => problem("hard-conflict", 409, "A conflict came up meanwhile."));
  open();
  await screen.findByText("Nothing stands in the way");
  await userEvent.type(screen.getByLabelText("Note for the readers"), "First week");

  await userEvent.click(screen.getByRole("button", { name: "Publish all the same" }));

  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toBe("Not published. A conflict came up meanwhile.");
  expect(screen.getByLabelText<HTMLTextAreaElement>("Note for the readers").value).toBe("First week");
  await expect.poll(() => requests.filter((one) => one.path.endsWith("/preview")).length).toBe(2);
});

test("a period that ends before it starts is refused at its field and not asked about", async () => {
  const requests = serve({}, () => answered({}, 500));
  open();
  await screen.findByText("Nothing stands in the way");
  const asked = requests.length;

  await userEvent.clear(screen.getByLabelText("From"));
  await userEvent.type(screen.getByLabelText("From"), "2026-04-01");

  await screen.findByText("The period must end on or after the day on which it starts.");
  expect(screen.getByRole<HTMLButtonElement>("button", { name: /^Publish/ }).disabled).toBe(true);
  expect(requests.length).toBe(asked);
});
