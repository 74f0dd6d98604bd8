/** What a page complains of while a test runs: errors of its code, of its console, of its security policy. */
import type { BrowserContext, ConsoleMessage } from "@playwright/test";

/** Answers of the API that the page shows as sentences; browsers note them in the console all the same. */
const ANSWERS = /^Failed to load resource: the server responded with a status of (?:401|409|412|422) /;

export class Complaints {
  readonly #heard: string[] = [];
  readonly #expected: RegExp[] = [];
  #deaf = false;

  /** From here on, and in hindsight, a complaint of this kind is part of the test. */
  expect(kind: RegExp): void {
    this.#expected.push(kind);
  }

  /** The test is over: what follows, such as the end of its server, is nobody's fault. */
  stopListening(): void {
    this.#deaf = true;
  }

  /** Listen to every page of a browser. */
  listenTo(context: BrowserContext): void {
    context.on("weberror", (error) => {
      this.#hear(String(error.error().stack ?? error.error()));
    });
    context.on("console", (message) => {
      if (message.type() === "error" && !isAnswer(message)) {
        this.#hear(`${message.text()} (${message.location().url})`);
      }
    });
  }

  #hear(complaint: string): void {
    if (!this.#deaf) this.#heard.push(complaint);
  }

  /** What no test asked for. */
  unexpected(): string[] {
    return this.#heard.filter((one) => !this.#expected.some((kind) => kind.test(one)));
  }
}

function isAnswer(message: ConsoleMessage): boolean {
  return ANSWERS.test(message.text()) && new URL(message.location().url).pathname.startsWith("/api/");
}
