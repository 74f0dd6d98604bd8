/** Whether single characters are shortcuts; kept by the browser. */
import { create } from "zustand";

const KEY = "planning.single-keys";

interface PreferenceState {
  readonly single: boolean;
  readonly choose: (single: boolean) => void;
}

export const useKeyPreference = create<PreferenceState>((set) => ({
  single: kept(),
  choose(single) {
    try {
      localStorage.setItem(KEY, single ? "on" : "off");
    } catch {
      // A browser that keeps nothing still follows the choice until it is closed.
    }
    set({ single });
  },
}));

function kept(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}
