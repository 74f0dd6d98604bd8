/** Publishing: blockers and differences first; versions kept and compared. */
import { expect, open, test } from "../harness/fixtures";
import { told } from "../harness/api";
import { at, WEEK } from "../harness/plan";

test("a week is published after its differences were seen, and its bars are then published", async ({
  page,
  server,
  company,
  board,
}) => {
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await open(page, server, `?date=${WEEK}`, "publisher");
  await expect(board.bar("Ada Martin", "Monday 2 March", "draft")).toBeVisible();

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await expect(dialog.getByText("Nothing stands in the way")).toBeVisible();
  await expect(dialog.getByText("1 added").first()).toBeVisible();
  await dialog.getByLabel("Note for the readers").fill("First week");
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();

  await expect(page.getByText("Version 1 is published").first()).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(board.bar("Ada Martin", "Monday 2 March", "published")).toBeVisible();
  await expect.poll(async () => (await company.shifts()).map((shift) => shift.status)).toEqual(["published"]);
});

test("what stands in the way is shown first, and keeps the week from being published", async ({
  page,
  server,
  company,
}) => {
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.say(ada, "leave", `${WEEK} 00:00`, "2026-03-03 00:00");
  await open(page, server, `?date=${WEEK}`);

  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });

  await expect(dialog.getByText("1 conflict stands in the way")).toBeVisible();
  await expect(dialog.getByText(/Ada Martin/).first()).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Publish", exact: true })).toBeDisabled();
});

test("a change after publication is marked, told with its differences, and versions are compared", async ({
  page,
  server,
  company,
  api,
  board,
}) => {
  const ada = await company.person("Ada Martin");
  const { shift } = await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.publish(`${WEEK} 00:00`, "2026-03-09 00:00");
  const path = { params: { path: { id: shift } } };
  const now = told(await api.GET("/api/v1/planning/shifts/{id}", path)).shift;
  const longer = { ...now, ends_at: at(`${WEEK} 18:00`) };
  told(await api.PUT("/api/v1/planning/shifts/{id}", { ...path, body: longer }));
  await open(page, server, `?date=${WEEK}`);

  await expect(board.bar("Ada Martin", "Monday 2 March", "changed since publication")).toBeVisible();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish" });
  await expect(dialog.getByText("1 changed").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Version 2 is published").first()).toBeVisible();
  await page.getByRole("button", { name: "Versions" }).first().click();
  const versions = page.getByRole("complementary", { name: "Versions" });
  await versions.getByRole("button", { name: "Compare version 2 with the one before" }).click();

  const compared = page.getByRole("dialog").filter({ hasText: "From version" });
  await expect(compared.getByText("1 changed").first()).toBeVisible();
});

test("an earlier version is put back as drafts, with the people it had", async ({
  page,
  server,
  company,
  api,
  board,
}) => {
  const ada = await company.person("Ada Martin");
  const { shift } = await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.publish(`${WEEK} 00:00`, "2026-03-09 00:00");
  const path = { params: { path: { id: shift } } };
  const now = told(await api.GET("/api/v1/planning/shifts/{id}", path)).shift;
  const later = { ...now, starts_at: at(`${WEEK} 11:00`), ends_at: at(`${WEEK} 19:00`) };
  told(await api.PUT("/api/v1/planning/shifts/{id}", { ...path, body: later }));
  await open(page, server, `?date=${WEEK}`, "publisher");
  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "11:00 – 19:00")).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  await page.getByRole("button", { name: "Restore version 1" }).click();
  const dialog = page.getByRole("dialog", { name: "Put version 1 back as drafts?" });
  await expect(dialog.getByText("It holds 1 shift and 1 person.")).toBeVisible();
  await dialog.getByRole("button", { name: "Restore as drafts" }).click();

  await expect(page.getByText("Version 1 is back as drafts").first()).toBeVisible();
  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "09:00 – 17:00", "draft")).toBeVisible();
  expect(await company.onShift(shift)).toEqual([ada]);
});

test("who may not publish is not offered to", async ({ page, server, company }) => {
  await company.person("Ada Martin");

  await open(page, server, `?date=${WEEK}`, "planner");

  await expect(page.getByRole("button", { name: "Auto-assign" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Publish", exact: true })).toHaveCount(0);
});
