/** The options of the next run: kept while the page is open, so that another run begins as the last one did. */
import { create } from "zustand";

import { NO_OPTIONS, type Options } from "@/features/auto-assign/options";

interface ChosenOptions {
  readonly options: Options;
  readonly choose: (options: Options) => void;
}

export const useChosenOptions = create<ChosenOptions>((set) => ({
  options: NO_OPTIONS,
  choose: (options) => set({ options }),
}));
