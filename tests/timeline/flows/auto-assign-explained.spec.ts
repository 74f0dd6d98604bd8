/** Auto-assign tells why: its options, what stays empty, who was proposed and who came next. */
import type { Locator, Page } from "@playwright/test";

import { expect, open, test, violations } from "../harness/fixtures";
import { type Company, WEEK } from "../harness/plan";

/** Two people; three shifts on one day of which they can take two, and one on another day that either could. */
async function arranged(company: Company): Promise<void> {
  await company.person("Ada Martin");
  await company.person("Bea Novak");
  const starts = [`${WEEK} 09:00`, `${WEEK} 09:30`, `${WEEK} 10:00`];
  await Promise.all(starts.map((from) => company.shift(from, "17:00")));
  await company.shift("2026-03-05 09:00", "17:00");
}

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });

  test("a planner sets options, reads why, and accepts", async ({ page, server, company, board }) => {
    await arranged(company);
    await open(page, server, `?date=${WEEK}`, "planner");
    const panel = await panelOf(page, "Affectation auto", "Affectation automatique");

    await withWrongOption(page, panel);
    await panel.getByRole("checkbox", { name: "Changer le moins possible" }).check();
    await panel.getByRole("button", { name: "Chercher des personnes" }).click();
    await expect(panel.getByText("3 places pourvues sur 4")).toBeVisible({ timeout: 40_000 });

    await panel.getByText("De quoi la pénalité est faite").click();
    await expect(panel.getByText("Personnes manquantes")).toBeVisible();
    await expect(panel.getByText(/du meilleur possible|Aucun meilleur planning/)).toBeVisible();
    expect(await violations(page)).toEqual([]);

    await panel.getByRole("tab", { name: /^Manques/ }).click();
    await readsWhyEmpty(panel);
    expect(await violations(page)).toEqual([]);

    await panel.getByRole("button", { name: "Tout accepter (3)" }).click();
    await expect(panel.getByText("Toutes les propositions sont décidées")).toBeVisible();
    await expect(board.bar("", "lundi 2 mars", "proposé")).toHaveCount(0);
  });
});

/** An option that is no number is told at its field, which opens and has the focus. */
async function withWrongOption(page: Page, panel: Locator): Promise<void> {
  await panel.getByText("Avancé : poids et limites").click();
  const nights = panel.getByRole("textbox", { name: "Nuits" });
  await nights.fill("beaucoup");
  await panel.getByText("Avancé : poids et limites").click();
  await panel.getByRole("button", { name: "Chercher des personnes" }).click();
  await expect(nights).toBeFocused();
  await expect(nights).toHaveAccessibleDescription("Écrivez un nombre, par exemple 0,5.");
  expect(await violations(page)).toEqual([]);
  await nights.fill("0,5");
  await expect(panel.getByRole("alert")).toHaveCount(0);
}

/** What would fill the seat, why it cannot be filled as things are, whom rules keep off; by keys. */
async function readsWhyEmpty(panel: Locator): Promise<void> {
  const empty = panel.getByRole("tabpanel");
  await expect(
    empty.getByText(/^Pour avoir .* confier à quelqu'un d'autre le shift du lundi 2 mars/),
  ).toBeVisible();
  await expect(empty.getByText(/^Ces 3 shifts ne peuvent pas tous être pourvus/)).toBeVisible();
  await empty.getByText(/^Au plus près : /).press("Enter");
  await expect(empty.getByText(/est sur deux shifts à la fois/)).toBeVisible();
  await empty.getByText(/^Écartés : /).press("Enter");
  await expect(empty.getByRole("list", { name: "Personnes écartées, par règle" })).toContainText(
    "2 personnes",
  );
}

test("an empty seat leads to its shift, a proposal tells who came next", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await open(page, server, `?date=${WEEK}`, "planner");
  const panel = await panelOf(page, "Auto-assign", "Auto-assign");
  await panel.getByRole("button", { name: "Find people" }).click();
  await expect(panel.getByText("3 of 4 seats filled")).toBeVisible({ timeout: 40_000 });

  await panel.getByRole("tab", { name: /^Unfilled/ }).click();
  await panel
    .getByRole("button", { name: /^Steward · Fair/ })
    .first()
    .click();
  await expect(page.getByRole("gridcell", { selected: true })).toHaveCount(1);

  await panel.getByRole("tab", { name: "Shifts" }).click();
  const thursday = panel.getByRole("listitem").filter({ hasText: "Thu 5 Mar" });
  await thursday.locator("summary").click();
  await expect(thursday.getByText("Who else could take it")).toBeVisible();
  await expect(thursday.getByText(/points|as good/)).toBeVisible();

  await board.bar("", "Thursday 5 March", "proposed").dblclick();
  const shift = page.getByRole("complementary");
  await expect(shift.getByText("Why proposed")).toBeVisible();
  await shift.locator("summary").first().click();
  await expect(shift.getByText("Who else could take it")).toBeVisible();
});

async function panelOf(page: Page, button: string, name: string): Promise<Locator> {
  await page.getByRole("button", { name: button }).click();
  return page.getByRole("complementary", { name });
}
