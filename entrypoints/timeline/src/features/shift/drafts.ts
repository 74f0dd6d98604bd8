/** What was typed into shifts' forms and is not saved yet: kept while the plan is refreshed and the panel closed. */
import { create } from "zustand";

import type { Draft } from "@/features/shift/draft";

interface DraftsState {
  readonly drafts: ReadonlyMap<string, Draft>;
  /** null: nothing is left to save. */
  readonly keep: (shiftId: string, draft: Draft | null) => void;
}

export const useDrafts = create<DraftsState>((set) => ({
  drafts: new Map<string, Draft>(),
  keep: (shiftId, draft) =>
    set(({ drafts }) => {
      const next = new Map(drafts);
      if (draft) next.set(shiftId, draft);
      else next.delete(shiftId);
      return { drafts: next };
    }),
}));
