/** How well the page follows what others write. */
import { create } from "zustand";

export type Link =
  | { readonly state: "connecting" }
  | { readonly state: "live" }
  /** `since`: the instant from which changes may be missing. */
  | { readonly state: "reconnecting" | "offline"; readonly since: number };

interface LiveState {
  readonly link: Link;
}

export const useLive = create<LiveState>(() => ({ link: { state: "connecting" } }));

export function setLink(link: Link): void {
  const now = useLive.getState().link;
  const since = "since" in link && "since" in now ? now.since : null;
  useLive.setState({ link: since !== null && "since" in link ? { ...link, since } : link });
}
