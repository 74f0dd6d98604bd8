/** The one door to the API: typed by its document, in the user's language, its refusals thrown. */
import createClient, { type Middleware } from "openapi-fetch";

import type { paths } from "@/api/schema";
import { ProblemError, problemOf } from "@/api/problem";
import { useSession } from "@/state/session";
import { currentLanguage } from "@/i18n/language";

/** Milliseconds after which no answer counts as none; a write is asked for again under its own key. */
const PATIENCE = { read: 12_000, write: 30_000, import: 600_000 };

const SENTENCES = {
  en: {
    ended: "Your session has ended: sign in again.",
    unreachable: "The server cannot be reached. Nothing was lost: try again in a moment.",
    broken: "The server answered with an error. Try again in a moment.",
  },
  fr: {
    ended: "Votre session est terminée : reconnectez-vous.",
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
    if (response.status === 401 && !schemaPath.endsWith("/session")) {
      useSession.getState().end();
      // The API speaks to callers with tokens; here it is the browser's session that is gone.
      throw new ProblemError(problem.kind, SENTENCES[currentLanguage()].ended, 401, problem.body);
    }
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
  fetch: (request) =>
    fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(patience(request))]) }),
});
api.use(refusals);

function patience({ method, url }: Request): number {
  if (method === "GET") return PATIENCE.read;
  return url.includes("/import") ? PATIENCE.import : PATIENCE.write;
}

/** The body of an answer; refusals never come this far. */
export function bodyOf<A extends { data?: unknown; response: Response }>(answer: A): NonNullable<A["data"]> {
  if (answer.data === undefined || answer.data === null) throw brokenAnswer(answer.response.status);
  return answer.data;
}

/** The failure of an answer that is none of ours. */
export function brokenAnswer(status = 200): ProblemError {
  return new ProblemError("broken-answer", SENTENCES[currentLanguage()].broken, status, null);
}

/** What a failure says to a user: a refusal its sentence, anything else that the answer was none of ours. */
export function sentenceOf(error: unknown): string {
  return error instanceof ProblemError ? error.message : SENTENCES[currentLanguage()].broken;
}

/** Headers of a POST that is done once, however often it is sent. */
export function once(key: string = crypto.randomUUID()): Record<string, string> {
  return { "Idempotency-Key": key };
}
