import { expect, open, test } from "../harness/fixtures";

test("the printed link signs a browser in, once, and leaves no code behind", async ({
  page,
  server,
  company,
  browser,
}) => {
  await company.person("Ada Martin");

  await page.goto(server.link);

  await expect(page.getByText("Ada Martin").first()).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const stranger = await browser.newPage({ locale: "en-GB" });
  await stranger.goto(server.link);
  await expect(stranger.getByRole("alert").filter({ hasText: "sign-in link" })).toBeVisible();
  await expect(stranger.getByLabel("Access token", { exact: true })).toBeVisible();
  await stranger.close();
});

test("signed out, the page asks for a token, says when it is wrong, and lets in who has one", async ({
  page,
  server,
  company,
}) => {
  await company.person("Ada Martin");
  await page.goto(server.url);
  const token = page.getByLabel("Access token", { exact: true });
  await expect(page.getByRole("heading", { name: "Sign in to Planning PRO" })).toBeVisible();

  await token.fill("not-a-token");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "This token is unknown" })).toBeVisible();
  await token.fill(server.seed.tokens.planner);
  await page.getByRole("button", { name: "Sign in" }).click();

  await expect(page.getByText("Ada Martin").first()).toBeVisible();
  await page.reload();
  await expect(page.getByText("Ada Martin").first()).toBeVisible();
});

test("signing out ends the session in this browser", async ({ page, server, company }) => {
  await company.person("Ada Martin");
  await open(page, server, "");
  await expect(page.getByText("Ada Martin").first()).toBeVisible();

  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();

  await expect(page.getByRole("heading", { name: "Sign in to Planning PRO" })).toBeVisible();
  const me = await page.context().request.get(`${server.url}/api/v1/planning/me`);
  expect(me.status()).toBe(401);
});

test("signing out in one tab asks for a token in the others, at once", async ({
  page,
  server,
  company,
  complaints,
}) => {
  complaints.expect(/status of 401/);
  await company.person("Ada Martin");
  await open(page, server, "");
  await expect(page.getByText("Ada Martin").first()).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(server.url);
  await expect(other.getByText("Ada Martin").first()).toBeVisible();

  await other.getByRole("button", { name: /^Signed in as/ }).click();
  await other.getByRole("menuitem", { name: "Sign out" }).click();

  await expect(page.getByRole("dialog", { name: "Your session has ended" })).toBeVisible();
});

test("a session that ends at work asks for a token over the plan, which stays", async ({
  page,
  server,
  company,
  complaints,
}) => {
  complaints.expect(/status of 401/);
  await company.person("Ada Martin");
  await open(page, server, "", "planner");
  await expect(page.getByText("Ada Martin").first()).toBeVisible();

  await server.planning("token", "revoke", "test-planner");
  const ended = page.getByRole("dialog", { name: "Your session has ended" });
  await expect(ended).toBeVisible({ timeout: 40_000 }); // access is looked at again every half minute
  await ended.getByLabel("Access token", { exact: true }).fill(server.seed.tokens.publisher);
  await page.keyboard.press("Enter");

  await expect(ended).toBeHidden();
  await expect(page.getByText("Ada Martin").first()).toBeVisible();
});
