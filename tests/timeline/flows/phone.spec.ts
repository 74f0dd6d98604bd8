/** On a phone the page is an agenda of the day. */
import { expect, open, test } from "../harness/fixtures";

const DAY = "2026-03-05";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test("a proposal is confirmed with one thumb", async ({ page, server, company }) => {
  const bea = await company.person("Bea Novak");
  const shift = await company.shift(`${DAY} 09:00`, "17:00");
  await company.assign(shift, bea, { status: "proposed" });
  await open(page, server, `?date=${DAY}`, "planner");

  const confirm = page.getByRole("button", { name: /^Confirm .*Bea Novak/ });
  await expect(confirm).toBeVisible();
  const size = await confirm.boundingBox();
  expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
  await confirm.tap();

  await expect(confirm).toHaveCount(0);
  await expect.poll(() => company.onShift(shift)).toEqual([bea]);
});

test("a proposal is rejected, and its seat is free again", async ({ page, server, company }) => {
  const bea = await company.person("Bea Novak");
  const shift = await company.shift(`${DAY} 09:00`, "17:00");
  await company.assign(shift, bea, { status: "proposed" });
  await open(page, server, `?date=${DAY}`, "planner");

  await page.getByRole("button", { name: /^Reject .*Bea Novak/ }).tap();

  await expect.poll(() => company.onShift(shift)).toEqual([]);
  await expect(page.getByText("Nobody yet")).toBeVisible();
});

test("days go by, nothing is wider than the screen, details open", async ({ page, server, company }) => {
  const name = "Maximiliane Schwarzenbach-Oberholzer ".repeat(7).trim();
  const person = await company.person(name);
  await company.worked(`${DAY} 09:00`, "17:00", person);
  await open(page, server, "?date=2026-03-04");
  await expect(page.getByText("No shift on this day")).toBeVisible();

  await page.getByRole("button", { name: "Next day" }).tap();
  await expect(page).toHaveURL(/date=2026-03-05/);
  await page
    .getByRole("button", { name: /^Details: / })
    .first()
    .tap();

  await expect(page.getByRole("dialog").getByText("Hall").first()).toBeVisible();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider).toBe(0);
});

test("an empty plan says how to come to a first shift, and takes a file", async ({ page, server }) => {
  await open(page, server, "");

  await expect(page.getByText("There is nothing here yet")).toBeVisible();
  await page.getByRole("button", { name: "Import a file" }).tap();

  const dialog = page.getByRole("dialog", { name: "Import a file" });
  await expect(dialog.getByText("Choose a file")).toBeVisible();
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(wider).toBe(0);
});

test("members see their own published shifts, day by day, on a wide screen too", async ({
  page,
  server,
  company,
}) => {
  const ada = await company.person("Ada Martin");
  const bea = await company.person("Bea Novak");
  await company.worked(`${DAY} 09:00`, "17:00", ada);
  await company.worked(`${DAY} 12:00`, "20:00", bea);
  await company.publish(`${DAY} 00:00`, "2026-03-06 00:00");
  const said = await server.planning("token", "create", "ada", "--role", "member", "--collaborator", ada);
  await page.setViewportSize({ width: 1440, height: 900 });

  await page.goto(server.url);
  await page.getByLabel("Access token", { exact: true }).fill(said.trim());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Next day" })).toBeVisible();
  await page.goto(`${server.url}/?date=${DAY}`);

  await expect(page.getByRole("article")).toHaveCount(1);
  await expect(page.getByRole("article")).toContainText("09:00");
  const card = await page.getByRole("article").boundingBox();
  expect(card?.width).toBeLessThanOrEqual(720);
});

test("in French as well", async ({ browserOf, server, company }) => {
  const bea = await company.person("Bea Novak");
  await company.worked(`${DAY} 09:00`, "17:00", bea);

  const page = await browserOf("viewer", { locale: "fr-FR", viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/?date=${DAY}`);

  await expect(page.getByRole("listitem").filter({ hasText: "Bea Novak" }).last()).toBeVisible();
  await expect(page.getByRole("button", { name: "Jour suivant" })).toBeVisible();
});
