/** The tests' own issuer of identities, a real one, as a process. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

import type { Settings } from "./server";

const PYTHON = join(__dirname, "../../../.venv/bin/python");
const PROGRAM = join(__dirname, "../../servers/issuer.py");

export class Issuer {
  private constructor(
    readonly url: string,
    readonly process: ChildProcess,
  ) {}

  static async start(): Promise<Issuer> {
    const port = await freePort();
    const issuer = new Issuer(
      `http://127.0.0.1:${String(port)}`,
      spawn(PYTHON, [PROGRAM, String(port)], { stdio: "ignore" }),
    );
    for (let attempt = 0; attempt < 300; attempt++) {
      const answers = await issuer.say({}).then(
        () => true,
        () => false,
      );
      if (answers) return issuer;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the issuer does not answer");
  }

  /** What a server that signs people in there is told; whom the issuer calls a planner is one. */
  get settings(): Settings {
    return {
      PLANNING_OIDC_ISSUER: this.url,
      PLANNING_OIDC_NAME: "Example Login",
      PLANNING_OIDC_CLIENT_ID: "planning",
      PLANNING_OIDC_CLIENT_SECRET: "the client's secret: never written down",
      PLANNING_OIDC_ROLES: JSON.stringify({ planners: "planner" }),
    };
  }

  /** Set what it says of whoever signs in. */
  async say(state: { claims?: object }): Promise<void> {
    await fetch(`${this.url}/control`, { method: "POST", body: JSON.stringify(state) });
  }

  /** How often it was asked that, or did that. */
  async asked(what: string): Promise<number> {
    const answer = await fetch(`${this.url}/control`, { method: "POST", body: "{}" });
    return ((await answer.json()) as Record<string, number>)[what] ?? 0;
  }

  kill(): void {
    this.process.kill("SIGKILL");
  }
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
  });
}
