/** What a browser brings back from the identity provider's sign-in page, and where it was before. */
const PATH = "/sign-in";
const PLACE = "planning-place";

export interface ProviderAnswer {
  readonly code: string;
  readonly state: string;
  readonly issuer: string | null;
}

/** Keep what the page shows until the browser is back; it is this tab's alone. */
export function rememberPlace(): void {
  sessionStorage.setItem(PLACE, location.search);
}

/** What the provider answered, taken out of the address; null where the page was opened in another way. */
export function takeAnswer(): ProviderAnswer | "refused" | null {
  if (location.pathname !== PATH) return null;
  const answer = answerIn(location.search);
  const place = sessionStorage.getItem(PLACE) ?? "";
  sessionStorage.removeItem(PLACE);
  history.replaceState(null, "", `/${place}`);
  return answer;
}

export function answerIn(search: string): ProviderAnswer | "refused" | null {
  const found = new URLSearchParams(search);
  const code = found.get("code");
  const state = found.get("state");
  if (code !== null && state !== null) return { code, state, issuer: found.get("iss") };
  return found.has("error") ? "refused" : null;
}
