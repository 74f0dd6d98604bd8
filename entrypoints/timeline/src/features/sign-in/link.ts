/**
 * The code of a one-time link, `/#code=…`. It is taken out of the address as soon as the page is there, so that
 * neither the browser's history nor a copied address carries it.
 */
import { useEffect } from "react";
import { create } from "zustand";

import { useSignIn } from "@/api/queries/useSignIn";
import { tell } from "@/state/notices";
import { useSession } from "@/state/session";

interface LinkState {
  /** Not tried yet. */
  readonly code: string | null;
  /** From the page's opening until the API has answered. */
  readonly entering: boolean;
  /** Why the last link did not sign in. */
  readonly fault: string | null;
}

const first = takeCode();

export const useLinkState = create<LinkState>(() => ({ code: first, entering: first !== null, fault: null }));

// A link opened in a tab that shows the page already does not load it again.
addEventListener("hashchange", () => {
  const code = takeCode();
  if (code !== null) useLinkState.setState({ code, entering: true });
});

/** Signs in by the link that the page was opened with, once. True until that is decided. */
export function useSignInLink(): boolean {
  const { code, entering } = useLinkState();
  const { mutate } = useSignIn();
  useEffect(() => {
    const untried = useLinkState.getState().code;
    if (code === null || untried === null) return;
    useLinkState.setState({ code: null, fault: null });
    mutate(
      { code: untried },
      {
        onError: (error) => {
          useLinkState.setState({ fault: error.message });
          if (useSession.getState().state === "in") tell({ tone: "refused", title: error.message });
        },
        onSettled: () => useLinkState.setState({ entering: false }),
      },
    );
  }, [code, mutate]);
  return entering;
}

export function codeIn(hash: string): string | null {
  const code = new URLSearchParams(hash.replace(/^#/, "")).get("code");
  return code === null || code.trim() === "" ? null : code.trim();
}

function takeCode(): string | null {
  const code = codeIn(location.hash);
  if (code !== null) history.replaceState(null, "", `${location.pathname}${location.search}`);
  return code;
}
