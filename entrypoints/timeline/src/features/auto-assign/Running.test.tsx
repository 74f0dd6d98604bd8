import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";

import type { Job } from "@/api/queries/useJob";
import { took } from "@/features/auto-assign/Figures";
import { Running } from "@/features/auto-assign/Running";
import { useLanguageState } from "@/i18n/language";
import { aPlan } from "@/testing/plan";
import { renderOnPage } from "@/testing/render";
import { answered, fakeServer, problem } from "@/testing/server";

const JOB = {
  job_id: "j1",
  status: "running",
  progress: 0.4,
  coverage: { filled: 30, wanted: 40, ratio: 0.75 },
  objective: 1234.5,
  gap: 0.048,
  time_limit_seconds: 300,
  started_at: new Date(Date.now() - 65_000).toISOString(),
} as Job;

beforeEach(() => useLanguageState.setState({ language: "en" }));

test("a run tells how far it is, its coverage and its objective", () => {
  fakeServer(() => answered({}));

  renderOnPage(<Running job={JOB} />, aPlan());

  expect(screen.getByRole("progressbar", { name: "Progress" }).ariaValueNow).toBe("40");
  const figures = screen.getAllByRole("definition").map((one) => one.textContent);
  expect(figures.slice(0, 2)).toEqual(["30 / 40 75 %", "1,234.5"]);
  expect(figures[2]).toMatch(/^1 min 0\d s of 5 min 00 s$/);
  expect(screen.getByText("At most 4.8% from the best possible.")).toBeTruthy();
});

test("a run is stopped once, and says so until it has", async () => {
  const requests = fakeServer(() => answered({ ...JOB, status: "cancelled" }));
  renderOnPage(<Running job={JOB} />, aPlan());

  await userEvent.click(screen.getByRole("button", { name: "Stop and keep the best" }));

  const stopping = await screen.findByRole<HTMLButtonElement>("button", { name: "Stopping…" });
  expect(stopping.disabled).toBe(true);
  expect(requests.map((one) => one.path)).toEqual(["/api/v1/planning/auto-assign/cancel/j1"]);
});

test("a run that cannot be stopped says why", async () => {
  fakeServer(() => problem("forbidden", 403, "Only planners stop runs."));
  renderOnPage(<Running job={JOB} />, aPlan());

  await userEvent.click(screen.getByRole("button", { name: "Stop and keep the best" }));

  expect((await screen.findByRole("alert")).textContent).toBe("Only planners stop runs.");
});

test("who may not start runs is not offered to stop one", () => {
  renderOnPage(<Running job={JOB} />, aPlan(), ["read"]);

  expect(screen.queryByRole("button")).toBeNull();
});

test.each([
  [0, "0 s"],
  [59_000, "59 s"],
  [185_000, "3 min 05 s"],
])("%i milliseconds are told as %s", (length, told) => {
  expect(took(0, length)).toBe(told);
});
