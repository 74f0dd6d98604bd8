/** Auto-assign from its start to accepted proposals. */
import type { Page } from "@playwright/test";

import { expect, open, test } from "../harness/fixtures";
import { type Company, WEEK } from "../harness/plan";

/** Three free shifts on one day, and two people. */
async function arranged(company: Company): Promise<string[]> {
  await company.person("Ada Martin");
  await company.person("Bea Novak");
  const starts = [`${WEEK} 09:00`, `${WEEK} 09:30`, `${WEEK} 10:00`];
  return await Promise.all(starts.map((from) => company.shift(from, "17:00")));
}

/** Start a run, and wait for its review. */
async function reviewed(page: Page): Promise<ReturnType<Page["getByRole"]>> {
  await page.getByRole("button", { name: "Auto-assign" }).click();
  const panel = page.getByRole("complementary", { name: "Auto-assign" });
  await panel.getByRole("button", { name: "Find people" }).click();
  await expect(panel.getByText("2 of 3 seats filled")).toBeVisible({ timeout: 40_000 });
  return panel;
}

async function filled(company: Company, shifts: string[]): Promise<number> {
  return (await Promise.all(shifts.map((shift) => company.onShift(shift)))).flat().length;
}

test("proposals stand dashed on the plan until all are accepted", async ({
  page,
  server,
  company,
  board,
}) => {
  const shifts = await arranged(company);
  await open(page, server, `?date=${WEEK}`, "planner");

  const panel = await reviewed(page);
  await expect(board.bar("Ada Martin", "Monday 2 March", "proposed")).toBeVisible();
  await panel.getByRole("button", { name: "Accept all (2)" }).click();

  await expect(panel.getByText("All proposals are decided")).toBeVisible();
  await expect(board.bar("Ada Martin", "Monday 2 March", "proposed")).toHaveCount(0);
  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible();
  expect(await filled(company, shifts)).toBe(2);
});

test("each unfilled seat says why, and a reload finds the run again", async ({ page, server, company }) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await reviewed(page);
  await expect(page).toHaveURL(/job=/);

  await page.reload();
  const panel = page.getByRole("complementary", { name: "Auto-assign" });
  await panel.getByRole("tab", { name: /^Unfilled/ }).click();

  await expect(panel.getByText("1 person missing")).toBeVisible();
  await expect(panel.getByRole("tabpanel")).toContainText(/2 people|1 person/);
});

test("in the month a proposal is accepted beside its bar", async ({ page, server, company, board }) => {
  const bea = await company.person("Bea Novak");
  const shift = await company.shift(`${WEEK} 09:00`, "17:00");
  await company.assign(shift, bea, { status: "proposed" });
  await open(page, server, `?date=${WEEK}&zoom=month`, "planner");

  await board.bar("Bea Novak", "Monday 2 March", "proposed").hover();
  await page.getByRole("button", { name: /^Accept: Bea Novak/ }).click();

  await expect(board.bar("Bea Novak", "Monday 2 March", "proposed")).toHaveCount(0);
  await expect.poll(() => company.onShift(shift)).toEqual([bea]);
  await expect(board.bar("Bea Novak", "Monday 2 March")).toBeVisible();
});

test("one proposal is accepted, the rest rejected", async ({ page, server, company }) => {
  const shifts = await arranged(company);
  await open(page, server, `?date=${WEEK}`, "planner");
  const panel = await reviewed(page);

  await panel
    .getByRole("button", { name: /^Accept: / })
    .first()
    .click();
  await expect.poll(() => filled(company, shifts)).toBe(2);
  await panel.getByRole("button", { name: "Reject all" }).click();

  await expect(panel.getByText("All proposals are decided")).toBeVisible();
  await expect.poll(() => filled(company, shifts)).toBe(1);
});
