/** Pictures of the page's main states for the documentation, of the demo's plan; `make screenshots`. */
import type { Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { expect, open, test } from "../harness/fixtures";

const IMAGES = join(__dirname, "../../../docs/images");

test.use({ seed: "demo", viewport: { width: 1440, height: 860 }, timezoneId: "Europe/Paris" });

test.beforeAll(() => {
  mkdirSync(IMAGES, { recursive: true });
});

/** Wait until nothing moves any more, and take the picture. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(720, 4);
  await page.waitForTimeout(600);
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: "disabled", caret: "hide" });
}

/** The Monday so many weeks after that of today; the demo's plan lies around today. */
function monday(weeks: number): string {
  const day = new Date(Date.now() + weeks * 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

/** The second of the two weeks that the demo has published. */
const PUBLISHED = monday(-1);

async function bars(page: Page): Promise<void> {
  await expect(page.getByRole("gridcell", { name: /20\d\d/ }).first()).toBeVisible();
}

test("week by person", async ({ page, server }) => {
  await open(page, server, `?date=${PUBLISHED}`);
  await bars(page);
  await picture(page, "week");
});

test("conflicts", async ({ page, server }) => {
  await open(page, server, `?date=${PUBLISHED}`);
  await bars(page);
  await page.getByRole("button", { name: /^Conflicts/ }).click();
  const panel = page.getByRole("complementary", { name: "Conflicts" });
  await panel.getByRole("button", { name: "Not allowed" }).click();
  await panel
    .getByRole("button", { name: /^Show on the plan/ })
    .first()
    .click();
  await expect(panel.getByText("Suggested repairs")).toBeVisible();
  await expect(panel.getByText("Looking for repairs…")).toHaveCount(0, { timeout: 20_000 });
  await picture(page, "conflicts");
});

test("shift", async ({ page, server }) => {
  await open(page, server, `?date=${PUBLISHED}`);
  await bars(page);
  await page
    .getByRole("gridcell", { name: /20\d\d/ })
    .nth(6)
    .dblclick();
  await expect(page.getByRole("complementary")).toBeVisible();
  await page.waitForTimeout(1_500);
  await picture(page, "shift");
});

test("publish", async ({ page, server }) => {
  await open(page, server, `?date=${monday(0)}`);
  await bars(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText(/in the way/).first()).toBeVisible({ timeout: 20_000 });
  await picture(page, "publish");
});

test("auto-assign review", async ({ page, server }) => {
  await open(page, server, "");
  await bars(page);
  await page.getByRole("button", { name: "Auto-assign" }).click();
  await page.getByRole("button", { name: "Find people" }).click();
  await expect(page.getByText(/seats filled/).first()).toBeVisible({ timeout: 50_000 });
  await expect(page.getByRole("button", { name: /^Accept all/ })).toBeVisible();
  await picture(page, "auto-assign");
});

test("month", async ({ page, server }) => {
  await open(page, server, "?zoom=month");
  await bars(page);
  await picture(page, "month");
});

test("day by site", async ({ page, server }) => {
  await open(page, server, "?zoom=day&rows=site");
  await bars(page);
  await picture(page, "day");
});

test.describe("dark", () => {
  test.use({ colorScheme: "dark" });

  test("week in the dark", async ({ page, server }) => {
    await open(page, server, `?date=${PUBLISHED}`);
    await bars(page);
    await picture(page, "dark");
  });
});

test.describe("phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });

  test("agenda", async ({ page, server }) => {
    await open(page, server, "");
    await expect(page.getByRole("article").first()).toBeVisible();
    await picture(page, "phone");
  });
});

test.describe("French", () => {
  test.use({ locale: "fr-FR" });

  test("week in French", async ({ page, server }) => {
    await open(page, server, `?date=${PUBLISHED}`);
    await bars(page);
    await picture(page, "semaine");
  });
});
