/**
 * What signs in by the address alone: the code of a one-time link, `/#code=…`, or what the identity provider added
 * to `/sign-in`. It is taken out of the address as soon as the page is there, so that neither the browser's history
 * nor a copied address carries it.
 */
import { useEffect } from "react";
import { create } from "zustand";

import { useSignIn } from "@/api/queries/useSignIn";
import { takeAnswer, type ProviderAnswer } from "@/state/provider";
import { TEXTS } from "@/features/sign-in/texts";
import { currentLanguage } from "@/i18n/language";
import { tell } from "@/state/notices";
import { useSession } from "@/state/session";

type Proof = { readonly code: string } | { readonly provider: ProviderAnswer };

interface LinkState {
  /** Not tried yet. */
  readonly proof: Proof | null;
  /** From the page's opening until the API has answered. */
  readonly entering: boolean;
  /** Why the last link did not sign in. */
  readonly fault: string | null;
}

const answer = takeAnswer();
const first = answer === null || answer === "refused" ? takeCode() : { provider: answer };

export const useLinkState = create<LinkState>(() => ({
  proof: first,
  entering: first !== null,
  fault: answer === "refused" ? TEXTS[currentLanguage()].providerRefused : null,
}));

// A link opened in a tab that shows the page already does not load it again.
addEventListener("hashchange", () => {
  const proof = takeCode();
  if (proof !== null) useLinkState.setState({ proof, entering: true });
});

/** Signs in by the link that the page was opened with, once. True until that is decided. */
export function useSignInLink(): boolean {
  const { proof, entering } = useLinkState();
  const { mutate } = useSignIn();
  useEffect(() => {
    const untried = useLinkState.getState().proof;
    if (proof === null || untried === null) return;
    useLinkState.setState({ proof: null, fault: null });
    mutate(untried, {
      onError: (error) => {
        useLinkState.setState({ fault: error.message });
        if (useSession.getState().state === "in") tell({ tone: "refused", title: error.message });
      },
      onSettled: () => useLinkState.setState({ entering: false }),
    });
  }, [proof, mutate]);
  return entering;
}

export function codeIn(hash: string): string | null {
  const code = new URLSearchParams(hash.replace(/^#/, "")).get("code");
  return code === null || code.trim() === "" ? null : code.trim();
}

function takeCode(): Proof | null {
  const code = codeIn(location.hash);
  if (code === null) return null;
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  return { code };
}
