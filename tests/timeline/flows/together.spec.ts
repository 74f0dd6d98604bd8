/** Two people on one plan. */
import { Board } from "../harness/board";
import { told } from "../harness/api";
import { expect, open, test } from "../harness/fixtures";
import { at, WEEK } from "../harness/plan";

test("what one browser changes shows in the other within two seconds, without a touch", async ({
  page,
  server,
  company,
  board,
  browserOf,
}) => {
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.worked("2026-03-05 09:00", "17:00", ada);
  const other = await browserOf("planner");
  await other.goto(`${server.url}/?date=${WEEK}`);
  await open(page, server, `?date=${WEEK}`);
  const there = new Board(other);
  await expect(there.bar("Ada Martin", "Monday 2 March")).toBeVisible();
  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible();
  const thursday = board.bar("Ada Martin", "Thursday 5 March");
  const ruler = await board.ruler(
    board.bar("Ada Martin", "Monday"),
    `${WEEK} 09:00`,
    thursday,
    "2026-03-05 09:00",
  );

  const from = await board.middle(board.bar("Ada Martin", "Monday"));
  await board.drag(from, { x: from.x + ruler.width(24 * 60), y: from.y });

  await expect(there.bar("Ada Martin", "Tuesday 3 March")).toBeVisible({ timeout: 2_000 });
});

test("what another process writes shows as well", async ({ page, server, company, board }) => {
  const ada = await company.person("Ada Martin");
  await open(page, server, `?date=${WEEK}`);
  await expect(page.getByText("Ada Martin").first()).toBeVisible();

  await company.worked(`${WEEK} 09:00`, "17:00", ada);

  await expect(board.bar("Ada Martin", "Monday 2 March")).toBeVisible({ timeout: 2_000 });
});

test("an edit of what somebody else just changed is refused, said, and the newer state shown", async ({
  page,
  server,
  company,
  api,
  board,
  complaints,
}) => {
  complaints.expect(/ERR_FAILED/);
  const ada = await company.person("Ada Martin");
  const { shift } = await company.worked(`${WEEK} 09:00`, "17:00", ada);
  await company.worked("2026-03-05 09:00", "17:00", ada);
  // Nothing is heard of others, as on a train: the page works on what it knows.
  await page.route("**/api/v1/planning/events*", (route) => route.abort());
  await open(page, server, `?date=${WEEK}`);
  const monday = board.bar("Ada Martin", "Monday 2 March");
  await expect(monday).toBeVisible();
  const thursday = board.bar("Ada Martin", "Thursday 5 March");
  const ruler = await board.ruler(monday, `${WEEK} 09:00`, thursday, "2026-03-05 09:00");
  const path = { params: { path: { id: shift } } };
  const now = told(await api.GET("/api/v1/planning/shifts/{id}", path)).shift;
  const changed = { ...now, ends_at: at(`${WEEK} 15:00`) };
  told(await api.PUT("/api/v1/planning/shifts/{id}", { ...path, body: changed }));

  const from = await board.middle(monday);
  await board.drag(from, { x: from.x + ruler.width(24 * 60), y: from.y });

  await expect(page.getByText("This was changed meanwhile.").first()).toBeVisible();
  await expect(board.bar("Ada Martin", "Monday 2 March 2026", "09:00", "15:00")).toBeVisible();
  expect(await company.times(shift)).toBe("2026-03-02 09:00 – 2026-03-02 15:00");
});
