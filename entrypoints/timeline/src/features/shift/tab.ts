/** Which part of the shift is shown: stays while the planner goes from shift to shift. */
import { create } from "zustand";

export type ShiftTab = "people" | "details" | "conflicts" | "history";

interface TabState {
  readonly tab: ShiftTab;
  readonly choose: (tab: ShiftTab) => void;
}

export const useShiftTab = create<TabState>((set) => ({
  tab: "people",
  choose: (tab) => set({ tab }),
}));
