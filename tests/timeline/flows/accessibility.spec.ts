/** Every main state by axe, WCAG 2.2 AA, in light and dark. */
import type { Page } from "@playwright/test";

import { expect, open, test, violations } from "../harness/fixtures";
import { type Company, WEEK } from "../harness/plan";

/** Something of everything: published, draft, free, proposed, in conflict, on leave. */
async function arranged(company: Company): Promise<void> {
  const [ada, bea] = [await company.person("Ada Martin"), await company.person("Bea Novak")];
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.publish(`${WEEK} 00:00`, "2026-03-03 00:00");
  await company.worked("2026-03-03 09:00", "17:00", ada);
  await company.shift("2026-03-04 09:00", "17:00", { headcount: 3 });
  const offered = await company.shift("2026-03-05 09:00", "17:00");
  await company.assign(offered, bea, { status: "proposed" });
  await company.say(ada, "leave", "2026-03-03 00:00", "2026-03-04 00:00");
  await company.say(bea, "undesired", "2026-03-06 00:00", "2026-03-07 00:00");
}

const STATES: Record<string, (page: Page) => Promise<void>> = {
  week: () => Promise.resolve(),
  shift: async (page) => {
    await page.getByRole("gridcell", { name: /^Ada Martin, Tuesday/ }).dblclick();
    await expect(page.getByRole("complementary")).toBeVisible();
  },
  conflicts: async (page) => {
    await page.getByRole("button", { name: /^Conflicts/ }).click();
    await page
      .getByRole("button", { name: /^Show on the plan/ })
      .first()
      .click();
    await expect(page.getByText("The rule", { exact: true })).toBeVisible();
  },
  people: async (page) => {
    await page.getByRole("button", { name: "People" }).first().click();
    await expect(page.getByRole("complementary")).toBeVisible();
  },
  "auto-assign": async (page) => {
    await page.getByRole("button", { name: "Auto-assign" }).click();
    await page.getByRole("button", { name: "Find people" }).click();
    await expect(page.getByText(/seats filled/).first()).toBeVisible({ timeout: 40_000 });
  },
  publish: async (page) => {
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText(/in the way/).first()).toBeVisible();
  },
  filters: async (page) => {
    await page.getByRole("button", { name: "Filters" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
  },
  month: async (page) => {
    await page.keyboard.press("3");
    await expect(page).toHaveURL(/zoom=month/);
    await expect(page.getByRole("gridcell", { name: /^Ada Martin/ }).first()).toBeVisible();
  },
  keys: async (page) => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
  },
};

/** Wait until what fades in has its colours. */
async function faded(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((one) => one.playState !== "running" || one.effect?.getComputedTiming().endTime === Infinity),
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const [name, reach] of Object.entries(STATES)) {
      test(`nobody is left out: ${name}, ${colorScheme}`, async ({ page, server, company, board }) => {
        await arranged(company);
        await open(page, server, `?date=${WEEK}`);
        await expect(board.bar("Ada Martin", "Tuesday")).toBeVisible();

        await reach(page);
        await faded(page);

        expect(await violations(page)).toEqual([]);
      });
    }

    test(`nobody is left out: signing in, ${colorScheme}`, async ({ page, server }) => {
      await page.goto(server.url);
      await expect(page.getByRole("heading", { name: "Sign in to Planning PRO" })).toBeVisible();

      expect(await violations(page)).toEqual([]);
    });

    test(`nobody is left out: an empty plan, ${colorScheme}`, async ({ page, server }) => {
      await open(page, server, "");
      await expect(page.getByRole("heading").nth(1)).toBeVisible();

      expect(await violations(page)).toEqual([]);
    });

    test(`nobody is left out: on a phone, ${colorScheme}`, async ({ page, server, company }) => {
      await arranged(company);
      await page.setViewportSize({ width: 390, height: 844 });
      await open(page, server, "?date=2026-03-05");
      await expect(page.getByRole("listitem").filter({ hasText: "Bea Novak" }).last()).toBeVisible();

      expect(await violations(page)).toEqual([]);
    });
  });
}
