import { Board } from "../harness/board";
import { expect, open, test } from "../harness/fixtures";
import { WEEK } from "../harness/plan";

test.describe("a French browser", () => {
  test.use({ locale: "fr-FR" });

  test("reads the page, its dates and the rules' sentences in French", async ({
    page,
    server,
    company,
    board,
  }) => {
    const ada = await company.person("Ada Martin");
    await company.worked(`${WEEK} 09:00`, "17:00", ada);
    await company.worked("2026-03-03 14:00", "22:00", ada);
    // A fact is written whatever it breaks: from here on somebody on leave works.
    await company.say(ada, "leave", "2026-03-03 00:00", "2026-03-04 00:00");
    await open(page, server, `?date=${WEEK}`);

    await expect(board.bar("Ada Martin", "lundi 2 mars 2026", "Steward", "Hall", "brouillon")).toBeVisible();
    await expect(board.bar("Ada Martin", "mardi 3 mars", "1 conflit (interdit)", "Ada Martin")).toBeVisible();
    await expect(page.getByRole("button", { name: "Publier" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  });

  test("signs in on a French page", async ({ page, server }) => {
    await page.goto(server.url);

    await expect(page.getByRole("heading", { name: "Connexion à Planning PRO" })).toBeVisible();
    await page.getByLabel("Jeton d’accès", { exact: true }).fill("faux");
    await page.getByRole("button", { name: "Se connecter" }).click();

    await expect(page.getByRole("alert").filter({ hasText: "Ce jeton est inconnu" })).toBeVisible();
  });
});

test("the language is switched, at once and for the next visit", async ({ page, server, company }) => {
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await open(page, server, `?date=${WEEK}`);
  const board = new Board(page);
  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible();

  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitemradio", { name: "Français" }).click();

  await expect(board.bar("Ada Martin", "lundi 2 mars")).toBeVisible();
  await page.reload();
  await expect(board.bar("Ada Martin", "lundi 2 mars")).toBeVisible();
});
