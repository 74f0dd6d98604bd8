/** What the API refused, as it said it. */
import type { components } from "@/api/schema";

export type ProblemBody = components["schemas"]["Problem"];

const URN = "urn:planning-pro:problem:";

/** The kinds that the page itself adds to those of the API: no answer at all, and one that is not ours. */
export type Kind = "unreachable" | "broken-answer" | (string & {});

/** A refusal. `message` is a sentence in the user's language where the API gave one. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly kind: Kind,
    message: string,
    readonly status: number,
    readonly body: ProblemBody | null,
  ) {
    super(message);
  }

  /** Whether asking again can help without anything being altered. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The refusal that a response carries; `sentence` stands in where it carries none. */
export function problemOf(response: Response, body: unknown, sentence: string): ProblemError {
  if (isProblem(body))
    return new ProblemError(body.type.replace(URN, ""), body.detail, response.status, body);
  return new ProblemError("broken-answer", sentence, response.status, null);
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === "object" && body !== null && "detail" in body && "type" in body;
}
