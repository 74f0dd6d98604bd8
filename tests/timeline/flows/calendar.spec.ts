/** The address of a person's calendar: made, copied, renewed and taken back, by a planner and by members themselves. */
import { told } from "../harness/api";
import { expect, open, test } from "../harness/fixtures";
import { WEEK } from "../harness/plan";

test("a planner makes a person's address, copies it, renews it and takes it back", async ({
  page,
  server,
  company,
  api,
  request,
}) => {
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  const path = { params: { path: { id: ada } } };
  const lastUse = async () =>
    told(await api.GET("/api/v1/planning/collaborators/{id}/calendar", path)).calendar?.last_used_at ?? null;
  await company.publish(`${WEEK} 00:00`, "2026-03-09 00:00");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page, server, `?date=${WEEK}`, "planner");
  await page.getByRole("button", { name: "People list" }).click();
  await page.getByRole("button", { name: "Open Ada Martin" }).click();
  await page.getByRole("button", { name: "Calendar" }).click();
  const dialog = page.getByRole("dialog", { name: "Calendar of Ada Martin" });
  const address = dialog.getByLabel("Address", { exact: true });

  await expect(dialog.getByText("There is no address yet.")).toBeVisible();
  await dialog.getByRole("button", { name: "Make an address" }).click();
  const first = await address.inputValue();
  await dialog.getByRole("button", { name: "Copy the address" }).click();
  await expect(page.getByText("Address copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);
  const shown = await request.get(first);
  expect(shown.headers()["content-type"]).toContain("text/calendar");
  expect(await shown.text()).toContain("DTSTART:20260302T080000Z");

  await dialog.getByRole("button", { name: "Renew the address" }).click();
  await expect(address).not.toHaveValue(first);
  const second = await address.inputValue();
  expect((await request.get(first)).status()).toBe(404);
  expect((await request.get(second)).status()).toBe(200);

  await page.keyboard.press("Escape");
  // Fetches are noted within a second or so, beside the answers.
  await expect.poll(lastUse).not.toBeNull();
  await page.getByRole("button", { name: "Calendar" }).click();
  await expect(dialog.getByText(/last fetched on/)).toBeVisible();
  await expect(dialog.getByText(second)).toHaveCount(0);
  await dialog.getByRole("button", { name: "Take it back" }).click();
  await expect(dialog.getByText("There is no address yet.")).toBeVisible();
  expect((await request.get(second)).status()).toBe(404);
});

test.describe("a French browser", () => {
  test.use({ locale: "fr-FR" });

  test("a member subscribes to their own calendar, and copies by hand where the browser does not", async ({
    page,
    server,
    company,
    request,
  }) => {
    const ada = await company.person("Ada Martin");
    const token = await server.planning("token", "create", "ada", "--role", "member", "--collaborator", ada);
    await page.addInitScript(() => {
      navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
    });
    await page.goto(server.url);
    await page.getByLabel("Jeton d’accès", { exact: true }).fill(token.trim());
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.getByRole("button", { name: /^Session de/ }).click();
    await page.getByRole("menuitem", { name: "S’abonner à mon calendrier" }).click();
    const dialog = page.getByRole("dialog", { name: "S’abonner au calendrier" });

    await expect(dialog.getByText("Il n’y a pas encore d’adresse.")).toBeVisible();
    await dialog.getByRole("button", { name: "Créer une adresse" }).click();
    const address = await dialog.getByLabel("Adresse", { exact: true }).inputValue();
    await dialog.getByRole("button", { name: "Copier l’adresse" }).click();
    await expect(page.getByText("sélectionnez-la et copiez-la à la main")).toBeVisible();
    expect(await (await request.get(address)).text()).toContain("BEGIN:VCALENDAR");

    await dialog.getByRole("button", { name: "Renouveler l’adresse" }).click();
    await expect(dialog.getByLabel("Adresse", { exact: true })).not.toHaveValue(address);
    await dialog.getByRole("button", { name: "La retirer" }).click();
    await expect(dialog.getByText("Il n’y a pas encore d’adresse.")).toBeVisible();
    expect((await request.get(address)).status()).toBe(404);
  });
});
