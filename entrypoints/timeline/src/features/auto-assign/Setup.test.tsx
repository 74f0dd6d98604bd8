import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import { useChosenOptions } from "@/features/auto-assign/chosenOptions";
import { NO_OPTIONS } from "@/features/auto-assign/options";
import { Setup } from "@/features/auto-assign/Setup";
import { useLanguageState } from "@/i18n/language";
import { aPlan, aShift } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer, problem, type Asked } from "@/testing/server";
import { changeView, useViewState } from "@/view/useView";

const START = "/api/v1/planning/auto-assign/start";

beforeEach(() => {
  useLanguageState.setState({ language: "en" });
  useChosenOptions.setState({ options: NO_OPTIONS });
  changeView({ date: "2026-03-02", job: null });
});

function shown(start: (asked: Asked) => Response): Asked[] {
  const requests = fakeServer((asked) => (asked.path === START ? start(asked) : answered({ items: [] })));
  renderOnPage(<Setup />, aPlan([aShift("s1")]));
  return requests;
}

async function begun(): Promise<void> {
  await userEvent.click(await screen.findByRole("button", { name: "Find people" }));
}

test("what was chosen is asked for, and the run is shown", async () => {
  const requests = shown(() => answered({ job_id: "j1" }, 202));

  await userEvent.click(await screen.findByRole("checkbox", { name: "Change as little as possible" }));
  await userEvent.click(screen.getByText("Advanced: weights and limits"));
  await userEvent.type(screen.getByRole("textbox", { name: "Nights" }), "0,8");
  await begun();

  await expect.poll(() => useViewState.getState().view.job).toBe("j1");
  expect(requests.find((one) => one.path === START)?.body).toMatchObject({
    time_limit_seconds: 30,
    options: { least_change: true, nights_weight: 0.8 },
  });
});

test("a weight that is none is told at its field, which has the focus; nothing is sent", async () => {
  const requests = shown(() => answered({}));

  const wishes = await screen.findByRole("textbox", { name: "Wishes" });
  await userEvent.type(wishes, "lots");
  await begun();

  expect(await screen.findByText("Write a number, such as 0.5.")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toBe("Some options cannot be taken: see below.");
  await expect.poll(() => document.activeElement).toBe(wishes);
  expect(requests.filter((one) => one.path === START)).toEqual([]);

  await userEvent.clear(wishes);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what the server refuses is told at its field, in its words", async () => {
  const errors = [
    { path: "options.hours_weight", reason: "must lie between 0 and 5", code: "out_of_range", value: 9 },
  ];
  shown(() => problem("invalid", 422, "Invalid.", { errors }));

  await userEvent.type(await screen.findByRole("textbox", { name: "Hours" }), "9");
  await begun();

  expect(await screen.findByText("Must lie between 0 and 5.")).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Hours" }).getAttribute("aria-invalid")).toBe("true");
});

test("a refusal that is about no field is told in whole", async () => {
  shown(() => problem("forbidden", 403, "Only planners start runs."));

  await begun();

  expect((await screen.findByRole("alert")).textContent).toBe("Only planners start runs.");
});

test("the options of an earlier run are taken over for the next", async () => {
  const earlier = {
    job_id: "j0",
    status: "succeeded",
    coverage: { wanted: 3, filled: 2, ratio: 2 / 3 },
    user_id: "ann",
    created_at: "2026-03-01T10:00:00Z",
    time_limit_seconds: 120,
    seed: 7,
    options: { least_change: true, nights_weight: 2, steps: 5000 },
  };
  const requests = fakeServer((asked) =>
    asked.path === START ? answered({ job_id: "j1" }, 202) : answered({ items: [earlier] }),
  );
  renderOnPage(<Setup />, aPlan([aShift("s1")]));

  await userEvent.click(await screen.findByRole("button", { name: "Use the options of this run again" }));
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Nights" }).value).toBe("2");
  await begun();

  await expect.poll(() => useViewState.getState().view.job).toBe("j1");
  expect(requests.find((one) => one.path === START)?.body).toMatchObject({
    time_limit_seconds: 120,
    seed: 7,
    options: { least_change: true, nights_weight: 2, steps: 5000 },
  });
});
