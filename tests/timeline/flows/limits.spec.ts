/** A planner who is kept to one site: what others have people do is told as busy time, and nothing more of it. */
import { told } from "../harness/api";
import { expect, test, violations } from "../harness/fixtures";
import { at, type Company, WEEK, ZONE } from "../harness/plan";
import type { Server } from "../harness/server";
import type { Page } from "@playwright/test";

/** Ada works in the hall on Monday and in the park on Tuesday. */
async function arranged(company: Company): Promise<{ ada: string }> {
  const { api } = company;
  const park = told(
    await api.POST("/api/v1/planning/sites", {
      body: { name: "Park", timezone: ZONE },
    }),
  ).site;
  const body = {
    name: "Fête in the park",
    starts_at: at("2026-01-01 00:00"),
    ends_at: at("2027-01-01 00:00"),
    site_ids: [park.id],
    role_ids: [company.role],
  };
  const mission = told(await api.POST("/api/v1/planning/missions", { body })).mission;
  const ada = await company.person("Ada Martin");
  await company.worked(`${WEEK} 09:00`, "17:00", ada);
  const there = { site_id: park.id, mission_id: mission.id };
  await company.assign(await company.shift("2026-03-03 09:00", "17:00", there), ada);
  return { ada };
}

/** The page as somebody sees it who is kept to the hall. */
async function openInTheHall(page: Page, server: Server, company: Company): Promise<void> {
  const body = {
    name: "hall desk",
    role: "planner" as const,
    site_ids: [company.site],
    team_ids: [],
  };
  const made = told(await company.api.POST("/api/v1/planning/tokens", { body }));
  const answer = await page.context().request.post(`${server.url}/api/v1/planning/session`, {
    data: { token: made.secret },
    headers: { Origin: server.url },
  });
  expect(answer.status()).toBe(200);
  await page.goto(`${server.url}/?date=${WEEK}`);
}

test("work elsewhere is drawn as busy time that says when, and neither where nor on what", async ({
  page,
  server,
  company,
  board,
}) => {
  await arranged(company);
  await openInTheHall(page, server, company);

  const own = board.bar("Ada Martin", "Monday 2 March", "09:00 – 17:00", "Steward, Hall");
  const busy = board.bar("Ada Martin", "Tuesday 3 March", "09:00 – 17:00, works elsewhere");
  await expect(own).toBeVisible();
  await expect(busy).toBeVisible();
  await expect(busy).toHaveText("Busy");
  expect(await page.content()).not.toContain("Fête in the park");
  const [one, other] = [await own.boundingBox(), await busy.boundingBox()];
  expect(Math.abs((one?.width ?? 0) - (other?.width ?? 1))).toBeLessThan(2);
  expect(await violations(page)).toEqual([]);
});

test("it opens nothing, and a shift dropped beside it is judged by it", async ({
  page,
  server,
  company,
  board,
}) => {
  const { ada } = await arranged(company);
  const seat = await company.shift("2026-03-03 12:00", "16:00");
  await openInTheHall(page, server, company);
  await board.bar("Ada Martin", "Tuesday 3 March", "09:00 – 17:00, works elsewhere").dblclick();
  await expect(page.getByRole("complementary")).toHaveCount(0);

  await board.bar("Open shifts", "Tuesday 3 March").dblclick();
  const panel = page.getByRole("complementary", { name: "Steward" });
  await panel.getByRole("button", { name: "Not possible (1)" }).click();

  await expect(panel.getByText(/Ada Martin/).first()).toBeVisible();
  expect(await company.onShift(seat)).not.toContain(ada);
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });

  test("it is named and told in French", async ({ page, server, company }) => {
    await arranged(company);
    await openInTheHall(page, server, company);

    const busy = page.getByRole("gridcell", {
      name: /^Ada Martin, mardi 3 mars 2026, 09:00 – 17:00, travaille ailleurs/,
    });
    await expect(busy).toHaveText("Ailleurs");
  });
});
