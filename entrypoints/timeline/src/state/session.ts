/** Whether the browser is signed in, as far as the page knows. */
import { create } from "zustand";

interface SessionState {
  /** `unknown` until the API was asked; `ended`: it was signed in, and the API no longer lets it in. */
  readonly state: "unknown" | "in" | "out" | "ended";
  readonly enter: () => void;
  /** The API said 401. */
  readonly end: () => void;
  readonly leave: () => void;
}

export const useSession = create<SessionState>((set) => ({
  state: "unknown",
  enter: () => set({ state: "in" }),
  end: () => set((now) => ({ state: now.state === "in" || now.state === "ended" ? "ended" : "out" })),
  leave: () => set({ state: "out" }),
}));
