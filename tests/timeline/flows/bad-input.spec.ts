/** What nobody means to enter, and somebody does: the page stays whole. */
import type { Page } from "@playwright/test";

import { told } from "../harness/api";
import { expect, open, test } from "../harness/fixtures";
import { AUTUMN_WEEK, SPRING_WEEK, WEEK } from "../harness/plan";

const SCRIPT = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;

test("text that is script is shown as text, wherever it was entered", async ({
  page,
  server,
  company,
  board,
}) => {
  const person = await company.person(SCRIPT);
  const shift = await company.shift(`${WEEK} 09:00`, "17:00", { note: SCRIPT });
  await company.assign(shift, person);
  await open(page, server, `?date=${WEEK}`);

  await expect(board.bar(SCRIPT, "Monday 2 March")).toBeVisible();
  await board.bar(SCRIPT, "Monday 2 March").dblclick();
  await page.keyboard.press("Enter");

  await expect(page.getByText(SCRIPT).first()).toBeVisible();
  await expect(page).toHaveTitle(/Planning PRO/);
});

test("names of 300 characters, of one word, of emoji, from right to left stay in their place", async ({
  page,
  server,
  company,
}) => {
  const names = ["W".repeat(300), "Maximilian von und zu ".repeat(13), "🧑‍🎤".repeat(20), "עדה מרטין", "A"];
  for (const name of names) {
    const person = await company.person(name.slice(0, 300).trim());
    await company.worked(`${WEEK} 09:00`, "17:00", person);
  }

  await open(page, server, `?date=${WEEK}`);

  await expect(page.getByRole("grid").getByRole("gridcell", { name: /^W{200}/ })).toBeVisible();
  expect(await sidewaysOverflow(page)).toBe(0);
  await expect(page.getByRole("button", { name: "Publish" })).toBeInViewport({ ratio: 1 });
});

test("a shift of a minute can be seen and taken, one of three days spans them", async ({
  page,
  server,
  api,
  company,
  board,
}) => {
  const ada = await company.person("Ada Martin");
  const minute = await company.shift("2026-03-04 09:00", "09:01", { break_minutes: 0 });
  await company.assign(minute, ada);
  const rule = { params: { path: { code: "shift_length" } }, body: { active: false, parameters: null } };
  told(await api.PUT("/api/v1/planning/rules/{code}", rule));
  await company.shift("2026-03-03 09:00", "2026-03-06 09:00");

  await open(page, server, `?date=${WEEK}`);

  const short = await board.bar("Ada Martin", "Wednesday 4 March", "09:00", "09:01").boundingBox();
  expect(short?.width).toBeGreaterThanOrEqual(4);
  const long = board.bar("Open shifts", "Tuesday 3 March");
  await expect(long).toBeVisible();
  const canvas = await page.getByRole("grid").boundingBox();
  expect((await long.boundingBox())?.width).toBeGreaterThan((canvas?.width ?? 0) / 3);
});

test("forty shifts at once in one row keep apart from each other", async ({ page, server, company }) => {
  const made = Array.from({ length: 40 }, (_, n) =>
    company.shift(`${WEEK} ${String(8 + (n % 4)).padStart(2, "0")}:00`, "20:00", { note: `number ${n}` }),
  );
  await Promise.all(made);

  await open(page, server, `?date=${WEEK}&rows=site`);

  const bars = page.getByRole("grid").getByRole("gridcell", { name: /^Nobody yet/ });
  await expect.poll(() => bars.count()).toBeGreaterThan(10);
  const boxes = (await Promise.all((await bars.all()).map((bar) => bar.boundingBox()))).filter(
    (b) => b !== null,
  );
  const overlaps = boxes.filter((one, place) =>
    boxes.slice(place + 1).some((other) => Math.abs(one.y - other.y) < one.height - 1 && cross(one, other)),
  );
  expect(overlaps).toEqual([]);
});

for (const [name, week, night, hours] of [
  ["spring", SPRING_WEEK, "2026-03-28", 7],
  ["autumn", AUTUMN_WEEK, "2026-10-24", 9],
] as const) {
  test(`a shift through the night of the clock change in ${name} is as long as its real hours`, async ({
    page,
    server,
    company,
    board,
  }) => {
    const ada = await company.person("Ada Martin");
    const [year, month, day] = night.split("-").map(Number) as [number, number, number];
    const next = `${year}-${String(month).padStart(2, "0")}-${String(day + 1).padStart(2, "0")}`;
    await company.worked(`${night} 22:00`, `${next} 06:00`, ada);
    await company.worked(`${week} 09:00`, "17:00", ada);

    await open(page, server, `?date=${week}`);

    const eight = await board.bar("Ada Martin", "Monday").boundingBox();
    const changed = await board.bar("Ada Martin", "Saturday", "22:00", "06:00").boundingBox();
    expect((changed?.width ?? 0) / (eight?.width ?? 1)).toBeCloseTo(hours / 8, 1);
    const said = name === "spring" ? /23 hours\. The clock goes forward/ : /25 hours\. The clock goes back/;
    await expect(page.getByRole("columnheader", { name: said })).toBeVisible();
  });
}

test("an address that says nonsense shows the plan as usual", async ({ page, server, company }) => {
  await company.person("Ada Martin");

  await open(page, server, "?date=2026-02-31&zoom=eon&rows=%3Cscript%3E&snap=-1&site=nobody&status=x");

  await expect(page.getByRole("banner", { name: "Plan tools" })).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).first().click();
  await expect(page.getByText("Ada Martin").first()).toBeVisible();
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function cross(one: Box, other: Box): boolean {
  return one.x + 1 < other.x + other.width && other.x + 1 < one.x + one.width;
}

/** By how many pixels the document is wider than the window. */
async function sidewaysOverflow(page: Page): Promise<number> {
  return await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
