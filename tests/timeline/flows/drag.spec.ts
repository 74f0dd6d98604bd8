/** What a hand with a pointer does to bars, and what of it arrives in the plan. */
import { Board, type Ruler } from "../harness/board";
import { expect, open, test } from "../harness/fixtures";
import { type Company, WEEK } from "../harness/plan";

const UNDO = "ControlOrMeta+z";
const REDO = "ControlOrMeta+Shift+z";

/** Ada works Monday 9–17, Bea Thursday 9–17; between them lies the ruler. */
async function arranged(company: Company): Promise<{ ada: string; bea: string; monday: string }> {
  const [ada, bea] = [await company.person("Ada Martin"), await company.person("Bea Novak")];
  const { shift: monday } = await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.worked("2026-03-05 09:00", "17:00", bea);
  return { ada, bea, monday };
}

async function ruled(board: Board): Promise<Ruler> {
  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible();
  const bea = board.bar("Bea Novak", "Thursday 5 March");
  return await board.ruler(
    board.bar("Ada Martin", "Monday 2 March"),
    `${WEEK} 09:00`,
    bea,
    "2026-03-05 09:00",
  );
}

test("a bar dragged along its row moves in time, and undo and redo go there and back", async ({
  page,
  server,
  company,
  board,
}) => {
  const { monday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  const ruler = await ruled(board);

  const from = await board.middle(board.bar("Ada Martin"));
  await board.drag(from, { x: from.x + ruler.width(24 * 60 + 60), y: from.y });

  await expect(board.bar("Ada Martin", "Tuesday 3 March 2026", "10:00", "18:00")).toBeVisible();
  await expect.poll(() => company.times(monday)).toBe("2026-03-03 10:00 – 2026-03-03 18:00");
  await page.keyboard.press(UNDO);
  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "09:00", "17:00")).toBeVisible();
  await expect.poll(() => company.times(monday)).toBe("2026-03-02 09:00 – 2026-03-02 17:00");
  await page.keyboard.press(REDO);
  await expect.poll(() => company.times(monday)).toBe("2026-03-03 10:00 – 2026-03-03 18:00");
});

test("a bar dragged to another person's row changes who works", async ({ page, server, company, board }) => {
  const { bea, monday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await ruled(board);

  const from = await board.middle(board.bar("Ada Martin"));
  const row = await board.middle(board.bar("Bea Novak"));
  await board.drag(from, { x: from.x, y: row.y });

  await expect(board.bar("Bea Novak", "Monday 2 March 2026", "09:00", "17:00")).toBeVisible();
  await expect(board.bar("Ada Martin")).toHaveCount(0);
  await expect.poll(() => company.onShift(monday)).toEqual([bea]);
});

test("a bar's end dragged makes the shift longer, by steps of the snap", async ({
  page,
  server,
  company,
  board,
}) => {
  const { monday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  const ruler = await ruled(board);

  const from = await board.edge(board.bar("Ada Martin"), "end");
  await board.drag(from, { x: from.x + ruler.width(95), y: from.y });

  await expect.poll(() => company.times(monday)).toBe("2026-03-02 09:00 – 2026-03-02 18:30");
  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "09:00", "18:30")).toBeVisible();
});

test("a bar dragged with Alt is copied", async ({ page, server, company, board }) => {
  const { monday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  const ruler = await ruled(board);

  const from = await board.middle(board.bar("Ada Martin"));
  await page.keyboard.down("Alt");
  await board.drag(from, { x: from.x + ruler.width(24 * 60), y: from.y });
  await page.keyboard.up("Alt");

  await expect(board.bar("Ada Martin", "Tuesday 3 March 2026", "09:00", "17:00")).toBeVisible();
  await expect(board.bar("Ada Martin", "Monday 2 March 2026")).toBeVisible();
  await expect.poll(async () => (await company.shifts()).length).toBe(3);
  expect(await company.times(monday)).toBe("2026-03-02 09:00 – 2026-03-02 17:00");
});

test("Escape cancels a drag in the air", async ({ page, server, company, board }) => {
  const { monday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  const ruler = await ruled(board);

  const from = await board.middle(board.bar("Ada Martin"));
  await board.take(from, { x: from.x + ruler.width(2 * 24 * 60), y: from.y });
  await page.keyboard.press("Escape");
  await page.mouse.up();

  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "09:00", "17:00")).toBeVisible();
  await page.waitForTimeout(500);
  expect(await company.times(monday)).toBe("2026-03-02 09:00 – 2026-03-02 17:00");
});

test("the verdict shows in the air, and a drop that the rules refuse goes back and says why", async ({
  page,
  server,
  company,
  board,
}) => {
  const { ada, monday } = await arranged(company);
  await company.worked("2026-03-03 09:00", "17:00", ada);
  await open(page, server, `?date=${WEEK}`);
  const ruler = await ruled(board);

  const from = await board.middle(board.bar("Ada Martin", "Monday 2 March"));
  await board.take(from, { x: from.x + ruler.width(24 * 60 + 60), y: from.y });
  await expect(page.getByText(/Ada Martin.*(?:twice|two|at once|same time|overlap)/i).first()).toBeVisible();
  await page.mouse.up();

  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "09:00", "17:00")).toBeVisible();
  await expect(page.getByText(/^Not possible/).first()).toBeVisible();
  expect(await company.times(monday)).toBe("2026-03-02 09:00 – 2026-03-02 17:00");
});

test("a drag on empty time in a person's row makes a shift for them", async ({
  page,
  server,
  company,
  board,
}) => {
  const { ada } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  const ruler = await ruled(board);

  const { y } = await board.middle(board.bar("Ada Martin"));
  await board.drag({ x: ruler.x("2026-03-04 08:05"), y }, { x: ruler.x("2026-03-04 12:55"), y });
  const menu = page.getByRole("dialog", { name: "New shift" });
  await expect(menu.getByRole("button", { name: "Create" })).toBeFocused();
  await page.keyboard.press("Enter");

  await expect(menu).toBeHidden();
  await expect(board.bar("Ada Martin", "Wednesday 4 March 2026", "08:00", "13:00")).toBeVisible();
  await expect.poll(async () => (await company.shifts()).length).toBe(3);
  const made = (await company.shifts())[1];
  expect(made && (await company.times(made.id))).toBe("2026-03-04 08:00 – 2026-03-04 13:00");
  expect(made && (await company.onShift(made.id))).toEqual([ada]);
});

test("a shift that lacks people, dragged onto a person's row, is given to them", async ({
  page,
  server,
  company,
  board,
}) => {
  const { ada } = await arranged(company);
  const free = await company.shift("2026-03-04 09:00", "17:00");
  await open(page, server, `?date=${WEEK}`);
  await ruled(board);

  const from = await board.middle(board.bar("Open shifts", "Wednesday 4 March"));
  const { y } = await board.middle(board.bar("Ada Martin"));
  await board.drag(from, { x: from.x, y });

  await expect(board.bar("Ada Martin", "Wednesday 4 March 2026", "09:00", "17:00")).toBeVisible();
  await expect.poll(() => company.onShift(free)).toEqual([ada]);
});

test("a shift moved into the night of a clock change keeps its start on the wall and its length", async ({
  page,
  server,
  company,
  board,
}) => {
  const ada = await company.person("Ada Martin");
  const { shift } = await company.worked("2026-03-27 22:00", "2026-03-28 06:00", ada);
  await company.worked("2026-03-24 22:00", "2026-03-25 06:00", ada);
  await open(page, server, "?date=2026-03-23");
  const late = board.bar("Ada Martin", "Friday 27 March");
  const early = board.bar("Ada Martin", "Tuesday 24 March");
  await expect(late).toBeVisible();
  const ruler = await board.ruler(early, "2026-03-24 22:00", late, "2026-03-27 22:00");

  const from = await board.middle(late);
  await board.drag(from, { x: from.x + ruler.width(24 * 60), y: from.y });

  await expect(board.bar("Ada Martin", "Saturday 28 March 2026", "22:00", "07:00")).toBeVisible();
  await expect.poll(() => company.times(shift)).toBe("2026-03-28 22:00 – 2026-03-29 07:00");
});

test("a double click opens the shift and marks no text, wherever the panel comes to lie", async ({
  page,
  server,
  company,
  board,
}) => {
  const { ada } = await arranged(company);
  await company.worked("2026-03-08 09:00", "17:00", ada);
  await open(page, server, `?date=${WEEK}`);

  for (const day of ["Monday 2 March", "Sunday 8 March"]) {
    const { x, y } = await board.middle(board.bar("Ada Martin", day));
    await page.mouse.dblclick(x, y);

    const panel = page.getByRole("complementary", { name: "Steward" });
    await expect(panel).toBeVisible();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe("");
    await panel.getByRole("button", { name: "Close panel" }).click();
  }
});
