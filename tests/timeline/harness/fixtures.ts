/** What the flows stand on: a server of their own for each, browsers signed in to it, a plan to work on. */
import AxeBuilder from "@axe-core/playwright";
import { type BrowserContextOptions, expect, type Page, test as playwright } from "@playwright/test";

import { type Api, callerOf } from "./api";
import { Complaints } from "./complaints";
import { Board } from "./board";
import { Company } from "./plan";
import { type Role, seedNamed, type SeedName } from "./seed";
import { Server } from "./server";

export { expect } from "@playwright/test";

interface Fixtures {
  /** Which plan the server starts with; `test.use({ seed: "demo" })`. */
  seed: SeedName;
  server: Server;
  /** An administrator's calls. */
  api: Api;
  company: Company;
  /** The plan on the page of the test. */
  board: Board;
  complaints: Complaints;
  /** Another browser, signed in with that role. */
  browserOf: (role: Role, options?: BrowserContextOptions) => Promise<Page>;
}

interface Workers {
  /** Servers on the empty plan are started one ahead: a test finds its own running. */
  spare: () => Promise<Server>;
}

export const test = playwright.extend<Fixtures, Workers>({
  seed: ["empty", { option: true }],

  spare: [
    async ({}, use) => {
      let next = Server.start(seedNamed("empty"));
      next.catch(() => undefined); // told to the test that takes it
      await use(() => {
        const taken = next;
        next = taken.then(() => Server.start(seedNamed("empty")));
        next.catch(() => undefined);
        return taken;
      });
      await next.then((server) => server.remove());
    },
    { scope: "worker" },
  ],

  server: async ({ seed, spare, complaints }, use) => {
    const server = seed === "empty" ? await spare() : await Server.start(seedNamed(seed));
    await use(server);
    complaints.stopListening();
    await server.remove();
  },

  api: async ({ server }, use) => {
    await use(callerOf(server, "admin"));
  },

  company: async ({ api }, use) => {
    await use(await Company.found(api));
  },

  board: async ({ page }, use) => {
    await use(new Board(page));
  },

  complaints: [
    async ({}, use) => {
      const complaints = new Complaints();
      await use(complaints);
      expect(complaints.unexpected()).toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, complaints }, use) => {
    complaints.listenTo(context);
    await use(context);
  },

  browserOf: async ({ browser, server, complaints, contextOptions }, use) => {
    const contexts: Page[] = [];
    await use(async (role, options = {}) => {
      const context = await browser.newContext({ ...contextOptions, ...options });
      complaints.listenTo(context);
      const page = await context.newPage();
      contexts.push(page);
      await signIn(page, server, role);
      return page;
    });
    for (const page of contexts) await page.context().close();
  },
});

/** Sign a browser in with a token of that role, without the page: its own way is `sign-in.spec.ts`. */
export async function signIn(page: Page, server: Server, role: Role = "admin"): Promise<void> {
  const answer = await page.context().request.post(`${server.url}/api/v1/planning/session`, {
    data: { token: server.seed.tokens[role] },
    headers: { Origin: server.url },
    timeout: 30_000,
  });
  expect(answer.status()).toBe(200);
}

/** Open the page, signed in, on what the address asks for, such as `?date=2026-03-02`. */
export async function open(page: Page, server: Server, view: string, role: Role = "admin"): Promise<void> {
  await signIn(page, server, role);
  await page.goto(`${server.url}/${view}`);
}

/** What axe finds wrong by WCAG 2.2 AA, in lines that name the place. */
export async function violations(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const found = await new AxeBuilder({ page }).withTags(tags).analyze();
  return found.violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary ?? one.help}`),
  );
}
