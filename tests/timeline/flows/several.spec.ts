/** Several shifts at once, and whole weeks. */
import { expect, open, test } from "../harness/fixtures";
import { type Company, wall, WEEK } from "../harness/plan";

/** Ada works Monday and Wednesday. */
async function arranged(company: Company): Promise<void> {
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.worked("2026-03-04 09:00", "17:00", ada);
}

async function starts(company: Company): Promise<string[]> {
  return (await company.shifts()).map((shift) => wall(shift.starts_at));
}

test("two shifts are moved, copied, published and taken back together", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await board.bar("Ada Martin", "Monday 2 March").click();
  await board.bar("Ada Martin", "Wednesday 4 March").click({ modifiers: ["ControlOrMeta"] });
  const tools = page.getByRole("toolbar", { name: "Selection" });
  await expect(tools.getByText("2 selected")).toBeVisible();

  await tools.getByRole("button", { name: "Later by 30 min" }).click();
  await expect.poll(() => starts(company)).toEqual(["2026-03-02 09:30", "2026-03-04 09:30"]);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => starts(company)).toEqual(["2026-03-02 09:00", "2026-03-04 09:00"]);
  await tools.getByRole("button", { name: "Publish" }).click();
  const states = async (): Promise<string[]> => (await company.shifts()).map((shift) => shift.status);
  await expect.poll(states).toEqual(["published", "published"]);
  await tools.getByRole("button", { name: "Copy" }).click();
  await page.getByRole("menuitem", { name: "To the next day" }).click();

  await expect
    .poll(() => starts(company))
    .toEqual(["2026-03-02 09:00", "2026-03-03 09:00", "2026-03-04 09:00", "2026-03-05 09:00"]);
});

test("several shifts are given to somebody, and deleted, at once", async ({
  page,
  server,
  company,
  board,
  complaints,
}) => {
  // News of the assignment may still be followed up when the shift is gone already.
  complaints.expect(/status of 404.*\/shifts\//);
  const bea = await company.person("Bea Novak");
  const made = [
    await company.shift(`${WEEK} 09:00`, "17:00"),
    await company.shift("2026-03-04 09:00", "17:00"),
  ];
  await open(page, server, `?date=${WEEK}`);
  await board.bar("Open shifts", "Monday 2 March").click();
  await board.bar("Open shifts", "Wednesday 4 March").click({ modifiers: ["ControlOrMeta"] });
  const tools = page.getByRole("toolbar", { name: "Selection" });

  await tools.getByRole("button", { name: "Assign" }).click();
  await page.getByRole("combobox", { name: "Person" }).fill("bea");
  await expect(page.getByRole("option", { name: "Bea Novak" })).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await Promise.all(made.map((shift) => company.onShift(shift)))).flat())
    .toEqual([bea, bea]);
  await board.bar("Bea Novak", "Monday 2 March").click();
  await board.bar("Bea Novak", "Wednesday 4 March").click({ modifiers: ["ControlOrMeta"] });
  await tools.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("menuitem", { name: "Delete the shifts" }).click();

  await expect.poll(() => starts(company)).toEqual([]);
});

test("a week is copied onto another as drafts, its people as proposals", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Copy week…" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy a week" });

  await dialog.getByRole("checkbox", { name: "Take people along, as proposals" }).check();
  await dialog.getByRole("button", { name: "Copy", exact: true }).click();
  await expect(page.getByText("2 shifts were copied.").first()).toBeVisible();
  await page.getByRole("button", { name: "Show that week" }).click();

  await expect(board.bar("Ada Martin", "Monday 9 March", "draft", "proposed")).toBeVisible();
  await expect(board.bar("Ada Martin", "Wednesday 11 March", "draft", "proposed")).toBeVisible();
});
