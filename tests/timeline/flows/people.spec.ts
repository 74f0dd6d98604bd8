/** Who takes a seat: ranked candidates, those who are excluded, people dragged from the list. */
import { told } from "../harness/api";
import { expect, open, test } from "../harness/fixtures";
import { type Company, at, WEEK } from "../harness/plan";

/** A free seat on Wednesday; Ada is free for it, Bea is on leave. */
async function arranged(company: Company): Promise<{ ada: string; bea: string; seat: string }> {
  const [ada, bea] = [await company.person("Ada Martin"), await company.person("Bea Novak")];
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  const seat = await company.shift("2026-03-04 09:00", "17:00");
  await company.say(bea, "leave", "2026-03-04 00:00", "2026-03-05 00:00");
  return { ada, bea, seat };
}

test("a seat is given to the best of those who fit, ranked with their week", async ({
  page,
  server,
  company,
  board,
}) => {
  const { ada, seat } = await arranged(company);
  await open(page, server, `?date=${WEEK}`, "planner");
  await board.bar("Open shifts", "Wednesday 4 March").dblclick();
  const panel = page.getByRole("complementary", { name: "Steward" });

  const best = panel.getByRole("listitem").filter({ hasText: "Best fit" });
  await expect(best).toContainText("Ada Martin");
  await expect(best).toContainText("this week");
  await best.getByRole("button", { name: "Assign Ada Martin" }).click();

  await expect(board.bar("Ada Martin", "Wednesday 4 March")).toBeVisible();
  await expect.poll(() => company.onShift(seat)).toEqual([ada]);
  await panel.getByRole("tab", { name: "History" }).click();
  await expect(panel.getByText(/Ada Martin/).first()).toBeVisible();
});

test("who is excluded says why, and is taken by an exception with a reason", async ({
  page,
  server,
  company,
  board,
}) => {
  const { bea, seat } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await board.bar("Open shifts", "Wednesday 4 March").dblclick();
  const panel = page.getByRole("complementary", { name: "Steward" });

  await panel.getByRole("button", { name: "Not possible (1)" }).click();
  await expect(panel.getByText(/Bea Novak is on leave/)).toBeVisible();
  await panel.getByRole("button", { name: /^Allow by exception .* Bea Novak$/ }).click();
  const dialog = page.getByRole("dialog", { name: "Allow Bea Novak by exception" });
  await dialog.getByRole("button", { name: "Allow and assign" }).click();
  await expect(dialog.getByText("Say why, for those who read it later.")).toBeVisible();
  await dialog.getByLabel("Reason").fill("She agreed by phone");
  await dialog.getByRole("button", { name: "Allow and assign" }).click();

  await expect(panel.getByText(/: She agreed by phone/)).toBeVisible();
  await expect.poll(() => company.onShift(seat)).toEqual([bea]);
});

test("a person dragged from the list onto a shift is put on it", async ({ page, server, company, board }) => {
  const { ada, seat } = await arranged(company);
  await open(page, server, `?date=${WEEK}`);
  await expect(board.bar("Open shifts", "Wednesday 4 March")).toBeVisible();
  await page.getByRole("button", { name: "People list" }).click();
  const panel = page.getByRole("complementary", { name: "People" });
  await panel.getByRole("searchbox", { name: "Search people" }).fill("ada");
  await expect(panel.getByText("1 of 2 people")).toBeVisible();

  const from = await board.middle(panel.getByRole("button", { name: "Open Ada Martin" }));
  await board.drag(from, await board.middle(board.bar("Open shifts", "Wednesday 4 March")));

  await expect(board.bar("Ada Martin", "Wednesday 4 March")).toBeVisible();
  await expect.poll(() => company.onShift(seat)).toEqual([ada]);
});

test("kept to one site, times are those of its clocks, and its zone is shown", async ({
  page,
  server,
  company,
  api,
  board,
}) => {
  const body = { name: "Porto", timezone: "Europe/Lisbon" };
  const porto = told(await api.POST("/api/v1/planning/sites", { body })).site.id;
  const fair = {
    name: "Porto fair",
    starts_at: at("2026-01-01 00:00"),
    ends_at: at("2027-01-01 00:00"),
    site_ids: [porto],
    role_ids: [company.role],
  };
  const mission = told(await api.POST("/api/v1/planning/missions", { body: fair })).mission.id;
  await company.shift("2026-03-04 09:00", "17:00", { mission_id: mission, site_id: porto });

  await open(page, server, `?date=${WEEK}&site=${porto}`);

  await expect(board.bar("Open shifts", "Wednesday 4 March 2026", "08:00 – 16:00")).toBeVisible();
  await expect(page.getByRole("columnheader").filter({ hasText: "Europe/Lisbon" })).toBeVisible();
});
