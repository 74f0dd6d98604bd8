/** The plan from the keyboard alone: no test here touches the pointer. */
import type { Page } from "@playwright/test";

import type { Board } from "../harness/board";
import { expect, open, test } from "../harness/fixtures";
import { type Company, WEEK } from "../harness/plan";
import type { Server } from "../harness/server";

/** Ada works Monday and Wednesday, Bea Monday; the id of the first. */
async function arranged(company: Company): Promise<{ monday: string }> {
  const [ada, bea] = [await company.person("Ada Martin"), await company.person("Bea Novak")];
  const { shift: monday } = await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.worked("2026-03-04 09:00", "17:00", ada);
  await company.worked(`${WEEK} 10:00`, "18:00", bea);
  return { monday };
}

/** That plan, open in the page. */
async function drawn(
  page: Page,
  server: Server,
  company: Company,
  board: Board,
): Promise<{ monday: string }> {
  const made = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await expect(board.bar("Bea Novak")).toBeVisible();
  return made;
}

/** Press Tab until a bar has the focus, as somebody without a pointer does; the name of that bar. */
async function tabToPlan(page: Page): Promise<string> {
  for (let press = 0; press < 60; press++) {
    await page.keyboard.press("Tab");
    const name = await focusedBar(page);
    if (name !== null) return name;
  }
  throw new Error("60 presses of Tab reach no bar");
}

async function focusedBar(page: Page): Promise<string | null> {
  return await page.evaluate(() => {
    const at = document.activeElement;
    return at?.getAttribute("role") === "gridcell" ? at.getAttribute("aria-label") : null;
  });
}

/** Move by arrows until the bar of that name has the focus. */
async function goTo(page: Page, name: RegExp, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
  await expect.poll(() => focusedBar(page)).toMatch(name);
}

test("arrows go from bar to bar, Enter opens the shift, Escape goes back to it", async ({
  page,
  server,
  company,
  board,
}) => {
  await drawn(page, server, company, board);

  expect(await tabToPlan(page)).toMatch(/^Ada Martin, Monday/);
  await goTo(page, /^Ada Martin, Wednesday/, "ArrowRight");
  await goTo(page, /^Ada Martin, Monday/, "ArrowLeft");
  await goTo(page, /^Bea Novak, Monday/, "ArrowDown");
  await goTo(page, /^Ada Martin, Monday/, "ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary").getByText("Steward").first()).toBeVisible();
  await page.keyboard.press("Escape");

  await expect(page.getByRole("complementary")).toHaveCount(0);
  await expect.poll(() => focusedBar(page)).toMatch(/^Ada Martin, Monday/);
});

test("Shift and arrows move a shift, Alt too makes it longer, and undo takes it back", async ({
  page,
  server,
  company,
  board,
}) => {
  const { monday } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await expect(board.bar("Bea Novak")).toBeVisible();
  await tabToPlan(page);

  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => company.times(monday)).toBe("2026-03-02 09:30 – 2026-03-02 17:30");
  await page.keyboard.press("Alt+Shift+ArrowRight");
  await expect.poll(() => company.times(monday)).toBe("2026-03-02 09:30 – 2026-03-02 18:00");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");

  await expect.poll(() => company.times(monday)).toBe("2026-03-02 09:00 – 2026-03-02 17:00");
});

test("a shift is made, deleted and brought back without a pointer", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}&rows=site`);
  await expect(board.bar("Bea Novak")).toBeVisible();
  await tabToPlan(page);

  await page.keyboard.press("n");
  const create = page.getByRole("dialog", { name: "New shift" });
  await expect(create.getByRole("button", { name: "Create" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await company.shifts()).length).toBe(4);
  await expect(create).toBeHidden();
  await expect.poll(() => focusedBar(page)).not.toBeNull();
  await page.keyboard.press("Shift+Delete");
  await expect.poll(async () => (await company.shifts()).length).toBe(3);
  await page.keyboard.press("Control+z");

  await expect.poll(async () => (await company.shifts()).length).toBe(4);
});

test("keys change period and zoom, and a list of them opens; not while somebody writes", async ({
  page,
  server,
  company,
  board,
}) => {
  await drawn(page, server, company, board);

  await page.keyboard.press("PageDown");
  await expect(page).toHaveURL(/date=2026-03-09/);
  await page.keyboard.press("3");
  await expect(page).toHaveURL(/zoom=month/);
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog").filter({ hasText: "Ctrl" });
  await expect(keys).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("n 1");

  await expect(page).toHaveURL(/zoom=month.*search=n/);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a key pressed while a window is still closing is not lost", async ({
  page,
  server,
  company,
  board,
}) => {
  await drawn(page, server, company, board);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Close" })).toBeFocused();

  // Both before the browser draws again, as keys arrive on a busy machine.
  await page.evaluate(async () => {
    for (const key of ["Escape", "/"]) {
      const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(press);
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
  });
  await page.keyboard.type("n 1");

  await expect(page.getByRole("searchbox", { name: /^Search/ })).toHaveValue("n 1");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("Escape that closes a window leaves the panel behind it open", async ({
  page,
  server,
  company,
  board,
}) => {
  await drawn(page, server, company, board);
  await page.keyboard.press("u");
  const people = page.getByRole("complementary", { name: "People" });
  await expect(people).toBeVisible();
  await page.getByRole("button", { name: "Next week" }).focus();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Close" })).toBeFocused();

  await page.keyboard.press("Escape");

  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(people).toBeVisible();
});
