/**
 * Measures the page on a large plan, and a bare page that draws the same rectangles with the same virtualiser.
 * Run by tests/benchmarks/timeline, which makes the plan and writes the page of measurements.
 */
import { type Browser, test as playwright, expect, type Page } from "@playwright/test";
import { writeFileSync } from "node:fs";

import { type Frames, firstBars, framesDuring, noteFirstBars, scroll } from "./frames";

interface Measured {
  /** Milliseconds from navigation to the first bars. */
  readonly firstBars: number;
  /** Elements in the document, the most that were seen. */
  readonly elements: number;
  /** Over the wire until the first bars, compressed. */
  readonly wireBytes: number;
  readonly scriptBytes: number;
  readonly scroll: Frames;
  readonly drag: Frames | null;
}

const ROUNDS = 3;
const FRAMES = 180;

function given(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run \`make bench\`.`);
  return value;
}

for (const zoom of ["week", "month"]) {
  playwright(`the page, ${zoom}`, async ({ browser }) => {
    const address = `${given("PLANNING_BENCH_URL")}/?date=2027-02-08&zoom=${zoom}`;
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measured(browser, address, true));
    keep(zoom, rounds);
  });

  playwright(`bare rectangles, ${zoom}`, async ({ browser }) => {
    const address = `${given("PLANNING_BENCH_BARE_URL")}/?${zoom}`;
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await measured(browser, address, false));
    keep(`bare ${zoom}`, rounds);
  });
}

/** The round of the median time to the first bars. */
function keep(name: string, rounds: Measured[]): void {
  const [median] = [...rounds]
    .sort((one, other) => one.firstBars - other.firstBars)
    .slice(Math.floor(rounds.length / 2));
  expect(median).toBeDefined();
  writeFileSync(`${given("PLANNING_BENCH_RESULTS")}/${name}.json`, JSON.stringify(median));
}

async function measured(browser: Browser, address: string, signedIn: boolean): Promise<Measured> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  if (signedIn) {
    const url = given("PLANNING_BENCH_URL");
    const data = { token: given("PLANNING_BENCH_TOKEN") };
    await context.request.post(`${url}/api/v1/planning/session`, { data, headers: { Origin: url } });
  }
  const wire = await bytesOf(page);
  await noteFirstBars(page);
  await page.goto(address);
  const first = await firstBars(page);
  const bytes = { ...wire }; // what the first bars took; panels that come after them do not count
  await page.waitForTimeout(1_000);
  let elements = await page.locator("*").count();
  const scrolled = await framesDuring(page, async () => {
    elements = Math.max(elements, await scroll(page, 60, FRAMES));
  });
  const drag = signedIn ? await framesDuring(page, () => dragged(page)) : null;
  await context.close();
  return {
    firstBars: first,
    elements,
    wireBytes: bytes.all,
    scriptBytes: bytes.scripts,
    scroll: scrolled,
    drag,
  };
}

/** Counts what comes over the wire, as it comes: compressed, headers included. */
async function bytesOf(page: Page): Promise<{ all: number; scripts: number }> {
  const counted = { all: 0, scripts: 0 };
  const scripts = new Set<string>();
  const wire = await page.context().newCDPSession(page);
  await wire.send("Network.enable");
  wire.on("Network.responseReceived", (event) => {
    if (event.type === "Script") scripts.add(event.requestId);
  });
  wire.on("Network.loadingFinished", (event) => {
    counted.all += event.encodedDataLength;
    if (scripts.has(event.requestId)) counted.scripts += event.encodedDataLength;
  });
  return counted;
}

/** Take a bar in the middle of the screen, move it about for three seconds, and let go of the idea. */
async function dragged(page: Page): Promise<void> {
  const bars = await page.locator("[data-bar]").all();
  for (const bar of bars) {
    const box = await bar.boundingBox();
    if (box === null || box.y < 350 || box.y > 600 || box.x < 350 || box.x > 900 || box.width < 8) continue;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= FRAMES; step++) {
      await page.mouse.move(x + 150 * Math.sin(step / 20), y + 120 * Math.sin(step / 33));
    }
    await page.keyboard.press("Escape");
    await page.mouse.up();
    return;
  }
  throw new Error("no bar in the middle of the screen");
}
