/** An empty database, and the way to a first shift. */
import { told } from "../harness/api";
import { expect, open, test } from "../harness/fixtures";
import { WEEK } from "../harness/plan";

test("four steps lead from nothing to a first shift, in under a minute", async ({
  page,
  server,
  api,
  board,
}) => {
  const started = Date.now();
  await open(page, server, "");

  await page.getByLabel("Name of the site").fill("Paris North");
  await page.keyboard.press("Enter");
  await page.getByLabel("Role", { exact: true }).fill("Reception");
  await page.keyboard.press("Enter");
  await page.getByLabel("Name of the person").fill("Zoé Martin");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Create the shift" }).click();

  await expect(board.bar("Zoé Martin")).toBeVisible();
  expect(Date.now() - started).toBeLessThan(60_000);
  // The bar is there at once; the plan has it when the API has answered.
  const made = async (): Promise<string[]> =>
    told(await api.GET("/api/v1/planning/assignments")).items.map((item) => item.assignment.status);
  await expect.poll(made).toEqual(["confirmed"]);
});

test("a step left empty says so, and an answer of the API stands at the step", async ({ page, server }) => {
  await open(page, server, "");
  const name = page.getByLabel("Name of the site");

  await name.press("Enter");

  await expect(page.getByText("Please fill this in.")).toBeVisible();
  await expect(name).toBeVisible();
});

test("a file is tried first, its faults told by line, then imported without them", async ({
  page,
  server,
  api,
}) => {
  await open(page, server, "");
  await page.getByRole("button", { name: "Import a file instead" }).click();
  const dialog = page.getByRole("dialog", { name: "Import a file" });
  const rows = ["external_ref,name,timezone", "north,Paris North,Europe/Paris", "south,South,Europe/Nowhere"];

  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "sites.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\n")) });
  await expect(dialog.getByRole("table", { name: "1 fault" })).toBeVisible();
  await expect(dialog.getByRole("cell", { name: "Europe/Nowhere" })).toBeVisible();
  await dialog.getByRole("checkbox", { name: /^Leave rows at fault out/ }).click();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();

  await expect(page.getByText("Import done").first()).toBeVisible();
  const sites = told(await api.GET("/api/v1/planning/sites"));
  expect(sites.items.map((item) => item.site.name)).toEqual(["Paris North"]);
});

test("a period without shifts says what to do; who may only read is told who sets up", async ({
  page,
  server,
  company,
  browserOf,
}) => {
  await company.person("Ada Martin");
  await company.shift("2026-06-01 09:00", "17:00");
  await open(page, server, `?date=${WEEK}`);

  await expect(page.getByText("No shift in this period")).toBeVisible();
  const reader = await browserOf("viewer");
  await reader.goto(`${server.url}/?date=${WEEK}`);
  await expect(reader.getByText("Ada Martin").first()).toBeVisible();
  await expect(reader.getByRole("button", { name: "Generate from templates" })).toHaveCount(0);
});
