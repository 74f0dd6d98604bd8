/** The plan as a planner sees and handles it: bars by their names, distances by time. */
import { expect, type Locator, type Page } from "@playwright/test";
import { Temporal } from "temporal-polyfill";

import { ZONE } from "./plan";

const LOOKS = 100;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** How pixels and time belong together on the board, right now. */
export class Ruler {
  constructor(
    private readonly origin: number,
    private readonly from: number,
    private readonly pixelsPerMinute: number,
  ) {}

  /** Where a wall time such as `2026-03-04 10:00` lies, in pixels of the window. */
  x(wall: string): number {
    return this.origin + (minutesOf(wall) - this.from) * this.pixelsPerMinute;
  }

  /** How many pixels that many minutes take. */
  width(minutes: number): number {
    return minutes * this.pixelsPerMinute;
  }
}

export class Board {
  constructor(readonly page: Page) {}

  /** The bar whose name holds these parts in this order: who, day, times, role, site, state, conflicts. */
  bar(...parts: string[]): Locator {
    return this.page.getByRole("gridcell", { name: new RegExp(`^${parts.map(escaped).join(".*")}`) });
  }

  /** Every bar. */
  bars(): Locator {
    return this.page.getByRole("grid").getByRole("gridcell").filter({ visible: true });
  }

  /** A ruler laid from one bar's start to another's; the longer the way between, the finer it measures. */
  async ruler(one: Locator, from: string, other: Locator, to: string): Promise<Ruler> {
    const [start, end] = [await box(one), await box(other)];
    return new Ruler(start.x, minutesOf(from), (end.x - start.x) / (minutesOf(to) - minutesOf(from)));
  }

  /** The middle of a bar. */
  async middle(bar: Locator): Promise<Point> {
    const { x, y, width, height } = await box(bar);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** A hand's width inside a bar's start or end, where it is taken to resize it. */
  async edge(bar: Locator, side: "start" | "end"): Promise<Point> {
    const { x, y, width, height } = await box(bar);
    return { x: side === "start" ? x + 2 : x + width - 2, y: y + height / 2 };
  }

  /** Press at a point and move to another in the steps of a hand; the button stays down. */
  async take(from: Point, to: Point): Promise<void> {
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    for (const share of [0.05, 0.3, 0.6, 0.9, 1]) {
      await this.page.mouse.move(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
    }
  }

  /** Press, move, let go. */
  async drag(from: Point, to: Point): Promise<void> {
    await this.take(from, to);
    await this.page.mouse.up();
  }

  /** Wait until the plan is drawn. */
  async shown(): Promise<void> {
    await expect(this.page.getByRole("grid")).toBeVisible();
  }
}

interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Where something lies once it lies still: what loads or opens beside it may push it along. */
async function box(locator: Locator): Promise<Box> {
  await locator.scrollIntoViewIfNeeded();
  let seen: Box | null = null;
  for (let look = 0; look < LOOKS; look++) {
    const found = await locator.boundingBox();
    if (found !== null && seen !== null && same(found, seen)) return found;
    seen = found;
    await locator.page().evaluate(twoFrames);
  }
  throw new Error("nothing is drawn there, or it never lies still");
}

function same(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

async function twoFrames(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
}

function minutesOf(wall: string): number {
  const local = Temporal.PlainDateTime.from(wall.replace(" ", "T"));
  return local.toZonedDateTime(ZONE).epochMilliseconds / 60_000;
}

/** A text as a pattern; browsers do not agree whether a comma stands behind the day of the week. */
function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/day (?=\d)/g, "day,? ");
}
