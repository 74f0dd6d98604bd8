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
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [[process.stdout.isTTY ? "list" : "dot"]],
  use: {
    locale: "en-GB",
    // Nothing may lean on the browser's zone: what is shown is the time of a site.
    timezoneId: "America/St_Johns",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 10_000,
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
