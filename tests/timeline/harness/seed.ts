/** What every server of a run starts from: an empty plan and the demo's plan, each made once, with tokens. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

export type Role = "viewer" | "planner" | "publisher" | "admin";
export type SeedName = "empty" | "demo";

export interface Seed {
  /** The SQLite file that servers get copies of. */
  readonly database: string;
  readonly tokens: Readonly<Record<Role, string>>;
}

export const ROLES: readonly Role[] = ["viewer", "planner", "publisher", "admin"];
export const PLANNING = join(__dirname, "../../../.venv/bin/planning");
const FOLDER = "PLANNING_TEST_SEEDS";
const run = promisify(execFile);

/** Runs before the first test; what it returns runs after the last. */
export default async function makeSeeds(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "planning-seeds-"));
  process.env[FOLDER] = folder;
  await Promise.all([makeEmpty(folder), makeDemo(folder)]);
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A seed that this run has made. */
export function seedNamed(name: SeedName): Seed {
  const folder = process.env[FOLDER];
  if (folder === undefined) throw new Error("No seeds were made: run the tests with playwright.config.ts.");
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Seed;
}

async function makeEmpty(folder: string): Promise<void> {
  const database = join(folder, "empty.db");
  await run(PLANNING, ["--database", database, "db", "upgrade"]);
  await keep(folder, "empty", database);
}

async function makeDemo(folder: string): Promise<void> {
  await run(PLANNING, ["demo", "--no-serve", "--weeks", "4", "--folder", join(folder, "demo")]);
  await keep(folder, "demo", join(folder, "demo", "planning-demo.db"));
}

async function keep(folder: string, name: SeedName, database: string): Promise<void> {
  const tokens: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    const said = await run(PLANNING, [
      "--database",
      database,
      "token",
      "create",
      `test-${role}`,
      "--role",
      role,
    ]);
    tokens[role] = said.stdout.trim();
  }
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ database, tokens }));
}
