/** What breaks a rule: on the bar, in the panel, mended, written down. */
import { readFileSync } from "node:fs";

import { expect, open, test } from "../harness/fixtures";
import { type Company, WEEK } from "../harness/plan";

/** Ada is on leave on Tuesday and works all the same; Bea is free. */
async function arranged(company: Company): Promise<{ bea: string; tuesday: string }> {
  const [ada, bea] = [await company.person("Ada Martin"), await company.person("Bea Novak")];
  const { shift: tuesday } = await company.worked("2026-03-03 09:00", "17:00", ada);
  await company.worked("2026-03-05 09:00", "17:00", bea);
  await company.say(ada, "leave", "2026-03-03 00:00", "2026-03-04 00:00");
  return { bea, tuesday };
}

test("a bar carries its conflicts' number and worst kind, the panel says each in a sentence", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}`);

  await expect(
    board.bar("Ada Martin", "Tuesday 3 March", "1 conflict (not allowed)", "Ada Martin"),
  ).toBeVisible();
  await page.getByRole("button", { name: "Conflicts: 1 not allowed, 0 to avoid" }).click();
  const panel = page.getByRole("complementary", { name: "Conflicts" });
  await panel.getByRole("button", { name: /^Show on the plan: .*Ada Martin/ }).click();

  await expect(panel.getByText(/Ada Martin.*(?:leave|absent)/i).first()).toBeVisible();
  await expect(panel.getByText("The rule", { exact: true })).toBeVisible();
  await expect(board.bar("Ada Martin", "Tuesday 3 March")).toBeInViewport();
});

test("a suggested repair mends it; an undo that would break the rule again is refused and says why", async ({
  page,
  server,
  company,
  board,
}) => {
  const { tuesday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await expect(board.bar("Ada Martin", "Tuesday 3 March")).toBeVisible();
  const before = await company.onShift(tuesday);

  await page.getByRole("button", { name: /^Conflicts: 1 not allowed/ }).click();
  const panel = page.getByRole("complementary", { name: "Conflicts" });
  await panel.getByRole("button", { name: /^Show on the plan/ }).click();
  await panel
    .getByRole("button", { name: /^Apply: .*Bea Novak/ })
    .first()
    .click();

  await expect(page.getByRole("button", { name: /^Conflicts: 0 not allowed/ })).toBeVisible();
  await expect(board.bar("Bea Novak", "Tuesday 3 March")).toBeVisible();
  await expect.poll(() => company.onShift(tuesday)).not.toEqual(before);
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText(/^Cannot be undone/).first()).toBeVisible();
  await expect(page.getByText(/Ada Martin is on leave/).first()).toBeVisible();
  await expect(board.bar("Bea Novak", "Tuesday 3 March")).toBeVisible();
});

test("findings are written down as CSV that a spreadsheet reads and as JSON", async ({
  page,
  server,
  company,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await page.getByRole("button", { name: /^Conflicts: 1 not allowed/ }).click();
  const panel = page.getByRole("complementary", { name: "Conflicts" });

  const files: string[] = [];
  for (const kind of ["As CSV (spreadsheet)", "As JSON"]) {
    await panel.getByRole("button", { name: "Export" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: kind }).click(),
    ]);
    files.push(readFileSync(await file.path(), "utf8"));
  }

  expect(files[0]?.split("\r\n").filter((line) => line.includes("Ada Martin"))).toHaveLength(1);
  const told = JSON.parse(files[1] ?? "") as { conflicts: { rule: string }[] };
  expect(told.conflicts.map((one) => one.rule)).toEqual(["absence"]);
});

test("the panel goes by severity, and the plan shows conflicts alone when asked", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}&conflicts=only`);

  await expect(board.bar("Ada Martin", "Tuesday 3 March")).toBeVisible();
  await expect(board.bar("Bea Novak")).toHaveCount(0);
  await page.getByRole("button", { name: "Clear all filters" }).click();

  await expect(board.bar("Bea Novak", "Thursday 5 March")).toBeVisible();
});
