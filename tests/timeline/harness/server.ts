/** A `planning serve` of its own on a copy of a seed. */
import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

import { PLANNING, type Seed } from "./seed";

type ServerProcess = ChildProcessByStdio<null, Readable, Readable>;

const PATIENCE_MS = 30_000;
const run = promisify(execFile);

/** What a server is told by its environment. */
export type Settings = Readonly<Record<string, string>>;

/** A process, and what it said of where it is found. */
interface Started {
  readonly process: ServerProcess;
  readonly url: string;
  readonly link: string;
}

export class Server {
  readonly #folder: string;
  readonly #settings: Settings;
  #started: Started;

  private constructor(
    readonly seed: Seed,
    folder: string,
    settings: Settings,
    started: Started,
  ) {
    this.#folder = folder;
    this.#settings = settings;
    this.#started = started;
  }

  /** A server on a fresh copy of that seed, on a free port. */
  static async start(seed: Seed, settings: Settings = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "planning-server-"));
    for (const part of ["", "-wal", "-shm"]) {
      if (existsSync(seed.database + part))
        copyFileSync(seed.database + part, join(folder, `plan.db${part}`));
    }
    return new Server(seed, folder, settings, await started(join(folder, "plan.db"), 0, settings));
  }

  /** Where it listens; the same after `again`. */
  get url(): string {
    return this.#started.url;
  }

  /** The link that it printed when it started last: signs one browser in, once. */
  get link(): string {
    return this.#started.link;
  }

  get database(): string {
    return join(this.#folder, "plan.db");
  }

  /** Stop it in good order. */
  async stop(): Promise<void> {
    await ended(this.#started.process, "SIGTERM");
  }

  /** End it with no chance to say goodbye, as a power cut does. */
  async kill(): Promise<void> {
    await ended(this.#started.process, "SIGKILL");
  }

  /** Start it once more, on the same port and plan. */
  async again(): Promise<void> {
    this.#started = await started(this.database, Number(new URL(this.url).port), this.#settings);
  }

  /** Run a command on its database while it runs; what the command wrote. */
  async planning(...words: string[]): Promise<string> {
    return (await run(PLANNING, ["--database", this.database, ...words])).stdout;
  }

  /** Kill it, and remove its plan. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function started(database: string, port: number, settings: Settings): Promise<Started> {
  const process_ = spawn(PLANNING, ["--database", database, "serve", "--port", String(port)], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, LC_ALL: "C.UTF-8", PLANNING_LOG_LEVEL: "error", ...settings },
  });
  let said = "";
  return await new Promise((resolve, reject) => {
    const giveUp = (why: string): void => {
      process_.kill("SIGKILL");
      reject(new Error(`planning serve ${why}: ${said}`));
    };
    const timer = setTimeout(() => {
      giveUp("did not say where it listens");
    }, PATIENCE_MS);
    process_.once("exit", (code) => {
      clearTimeout(timer);
      giveUp(`ended with ${String(code)}`);
    });
    process_.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    process_.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const link = /(http:\S+)\/#code=\S+/.exec(said);
      if (link?.[1] === undefined) return;
      clearTimeout(timer);
      process_.removeAllListeners("exit");
      resolve({ process: process_, url: link[1], link: link[0] });
    });
  });
}

async function ended(child: ServerProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  await gone;
}
