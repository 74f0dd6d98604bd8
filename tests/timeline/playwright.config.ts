import { defineConfig } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

// `make` has found the browser already; whoever calls Playwright by hand gets the same one.
process.env.PLANNING_TEST_CHROMIUM ??= execFileSync(join(__dirname, "find-chromium.sh"), {
  encoding: "utf8",
}).trim();

export default defineConfig({
  globalSetup: "./harness/seed.ts",
  outputDir: "results",
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  // Patience costs nothing where things work: a machine four times slower, or shared, gets through as well.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // On CI's two cores a browser may be starved for seconds: a flow that fails is run once more. One that then
  // holds is no success: the reporter names it as flaky at the end, with its error, and it is mended.
  retries: process.env.CI ? 1 : 0,
  reporter: [[process.stdout.isTTY ? "list" : "dot"]],
  use: {
    locale: "en-GB",
    // Nothing may lean on the browser's zone: what is shown is the time of a site.
    timezoneId: "America/St_Johns",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.PLANNING_TEST_CHROMIUM,
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "flows", testDir: "flows" },
    { name: "screenshots", testDir: "screenshots" },
    { name: "benchmark", testDir: "benchmark", timeout: 300_000, use: { trace: "off" } },
  ],
});
