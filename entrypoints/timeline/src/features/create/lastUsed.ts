/** What the last shift that was made by hand was: the next one is likely the same. */
import { create } from "zustand";

import type { ShiftData } from "@/plan/changes";

export type LastUsed = Pick<ShiftData, "missionId" | "siteId" | "roleId" | "headcount" | "breakMinutes">;

interface LastUsedState {
  readonly last: LastUsed | null;
  readonly keep: (last: LastUsed) => void;
}

export const useLastUsed = create<LastUsedState>((set) => ({
  last: null,
  keep: (last) => set({ last }),
}));
