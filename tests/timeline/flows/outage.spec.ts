/** The server gone, the server broken: sentences with a way on, and nothing that was being done is lost. */
import { expect, open, test } from "../harness/fixtures";
import { WEEK } from "../harness/plan";

const GONE = /ERR_CONNECTION|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_FAILED|ERR_SOCKET/;

test("an edit made while the server is gone waits, and is saved once it is back", async ({
  page,
  server,
  company,
  board,
  complaints,
}) => {
  test.slow(); // the page tries again at its own pace
  complaints.expect(GONE);
  const ada = await company.person("Ada Martin");
  const { shift } = await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.worked("2026-03-05 09:00", "17:00", ada);
  await open(page, server, `?date=${WEEK}`);
  const monday = board.bar("Ada Martin", "Monday 2 March");
  await expect(monday).toBeVisible();
  const thursday = board.bar("Ada Martin", "Thursday 5 March");
  const ruler = await board.ruler(monday, `${WEEK} 09:00`, thursday, "2026-03-05 09:00");
  await server.kill();

  const from = await board.middle(monday);
  await board.drag(from, { x: from.x + ruler.width(24 * 60), y: from.y });
  await expect(page.getByText("One edit is waiting to be saved").first()).toBeVisible({ timeout: 20_000 });
  await expect(board.bar("Ada Martin", "Tuesday 3 March")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await server.again();

  // The page tries again by itself, at most half a minute apart.
  const saved = expect.configure({ timeout: 45_000 });
  await saved(page.getByText("One edit is waiting to be saved")).toHaveCount(0);
  await saved.poll(() => company.times(shift)).toBe("2026-03-03 09:00 – 2026-03-03 17:00");
});

test("opened while the API answers 500, the page says so and goes on when asked again", async ({
  page,
  server,
  company,
  board,
  complaints,
}) => {
  complaints.expect(/status of 500/);
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await page.route("**/api/v1/planning/timeline*", (route) => route.fulfill({ status: 500, body: "oops" }));
  await open(page, server, `?date=${WEEK}`);

  await expect(page.getByText("The server answered with an error").first()).toBeVisible({ timeout: 30_000 });
  await page.unroute("**/api/v1/planning/timeline*");
  await page.getByRole("button", { name: "Try again" }).first().click();

  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible();
});

test("an answer with nothing in it is an error like any other", async ({ page, server, company }) => {
  await company.person("Ada Martin");
  await page.route("**/api/v1/planning/timeline*", (route) =>
    route.fulfill({ status: 200, contentType: "application/json", body: "" }),
  );

  await open(page, server, `?date=${WEEK}`);

  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible({ timeout: 30_000 });
});

test("an API that never answers leaves the tools at work", async ({ page, server, company }) => {
  await company.person("Ada Martin");
  await page.route("**/api/v1/planning/timeline*", () => undefined);

  await open(page, server, `?date=${WEEK}`);

  await expect(page.getByRole("status", { name: "The plan is loading" })).toBeAttached();
  await page.getByRole("button", { name: "Next week" }).click();
  await expect(page).toHaveURL(/date=2026-03-09/);
});
