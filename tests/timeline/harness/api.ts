/** The API as a test calls it to arrange a plan and to see what became of it: typed by the API's document. */
import createClient, { type Client } from "openapi-fetch";

import type { paths } from "@/api/schema";
import type { Server } from "./server";
import type { Role } from "./seed";

export type Api = Client<paths>;

/** A caller with a token of that role. */
export function callerOf(server: Server, role: Role): Api {
  return createClient<paths>({
    baseUrl: server.url,
    headers: { Authorization: `Bearer ${server.seed.tokens[role]}`, "Accept-Language": "en" },
  });
}

/** The body of an answer; a refusal fails the test with what the API said. */
export function told<A extends { data?: unknown; error?: unknown; response: Response }>(
  answer: A,
): NonNullable<A["data"]> {
  if (answer.data === undefined || answer.data === null) {
    throw new Error(`${answer.response.url}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}
