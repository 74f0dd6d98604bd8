import { expect, test } from "../harness/fixtures";

test("the printed link signs a browser in, once", async ({ page, server, company, browser }) => {
  await company.person("Ada Martin");

  await page.goto(server.link);

  await expect(page.getByText("Ada Martin")).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const stranger = await browser.newPage();
  await stranger.goto(server.link);
  await expect(stranger.getByText(/used already|no longer/i)).toBeVisible();
  await stranger.close();
});
