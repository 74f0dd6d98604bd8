/** Taking frame times in the page itself: what the browser really drew, not what the test waited for. */
import type { Page } from "@playwright/test";

export interface Frames {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

declare global {
  interface Window {
    firstBars?: number;
    frameTimes?: number[];
    stopFrames?: () => void;
  }
}

/** From the page's first script on, note when the first bar was drawn: milliseconds after navigation began. */
export async function noteFirstBars(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const look = (): void => {
      if (document.querySelector("[data-bar]") === null) requestAnimationFrame(look);
      else requestAnimationFrame(() => (window.firstBars = performance.now()));
    };
    requestAnimationFrame(look);
  });
}

export async function firstBars(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => window.firstBars, null, { timeout: 60_000 });
  return (await found.jsonValue()) ?? Number.NaN;
}

/** Frame times while something is done. */
export async function framesDuring(page: Page, action: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const taken: number[] = [];
    let last = performance.now();
    let going = true;
    const tick = (now: number): void => {
      taken.push(now - last);
      last = now;
      if (going) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    window.frameTimes = taken;
    window.stopFrames = () => (going = false);
  });
  await action();
  const taken = await page.evaluate(() => {
    window.stopFrames?.();
    return window.frameTimes ?? [];
  });
  return summary(taken.slice(1));
}

/** Scroll what holds the bars by so many pixels in each frame, down and back up, for so many frames. */
export async function scroll(page: Page, pixels: number, frames: number): Promise<number> {
  return await page.evaluate(
    async ([step, count]) => {
      let holder: Element | null = document.querySelector("[data-bar]");
      while (holder && !(holder.scrollHeight > holder.clientHeight + 100 && scrolls(holder))) {
        holder = holder.parentElement;
      }
      if (!holder) throw new Error("nothing scrolls");
      const scroller = holder;
      let most = 0;
      for (let frame = 0; frame < count; frame++) {
        scroller.scrollTop += frame < count / 2 ? step : -step;
        await new Promise(requestAnimationFrame);
        if (frame % 10 === 0) most = Math.max(most, document.querySelectorAll("*").length);
      }
      return most;

      function scrolls(element: Element): boolean {
        return /auto|scroll/.test(getComputedStyle(element).overflowY);
      }
    },
    [pixels, frames] as const,
  );
}

function summary(times: readonly number[]): Frames {
  const sorted = [...times].sort((one, other) => one - other);
  const part = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { count: sorted.length, p50: part(0.5), p95: part(0.95), max: sorted.at(-1) ?? 0 };
}
