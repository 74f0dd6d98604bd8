/** The one door to the API: typed by its document, in the user's language, its refusals thrown. */
import createClient, { type Middleware } from "openapi-fetch";

import type { paths } from "@/api/schema";
import { ProblemError, problemOf } from "@/api/problem";
import { useSession } from "@/state/session";
import { currentLanguage } from "@/i18n/language";

const SENTENCES = {
  en: {
    unreachable: "The server cannot be reached. Nothing was lost: try again in a moment.",
    broken: "The server answered with an error. Try again in a moment.",
  },
  fr: {
    unreachable: "Le serveur est injoignable. Rien n’est perdu : réessayez dans un instant.",
    broken: "Le serveur a répondu par une erreur. Réessayez dans un instant.",
  },
};

const refusals: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok || response.status === 304) return undefined;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const problem = problemOf(response, body, SENTENCES[currentLanguage()].broken);
    if (response.status === 401 && !schemaPath.endsWith("/session")) useSession.getState().end();
    throw problem;
  },
  onError({ error }) {
    if (error instanceof ProblemError) return error;
    if (error instanceof DOMException && error.name === "AbortError") return error;
    return new ProblemError("unreachable", SENTENCES[currentLanguage()].unreachable, 0, null);
  },
};

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  fetch: (request) => fetch(request),
});
api.use(refusals);

/** The body of an answer; refusals never come this far. */
export function bodyOf<A extends { data?: unknown; response: Response }>(answer: A): NonNullable<A["data"]> {
  if (answer.data === undefined || answer.data === null) {
    throw new ProblemError(
      "broken-answer",
      SENTENCES[currentLanguage()].broken,
      answer.response.status,
      null,
    );
  }
  return answer.data;
}

/** Headers of a POST that is done once, however often it is sent. */
export function once(key: string = crypto.randomUUID()): Record<string, string> {
  return { "Idempotency-Key": key };
}
