/** What can be undone and redone. */
import { create } from "zustand";

import type { Change } from "@/plan/changes";

/** One thing that the user did: `label` names it in their language, for "Undo: …". */
export interface Edit {
  readonly label: string;
  readonly changes: readonly Change[];
}

export interface DoneEdit extends Edit {
  readonly inverse: readonly Change[];
}

interface HistoryState {
  readonly past: readonly DoneEdit[];
  readonly future: readonly DoneEdit[];
  /** Something new was done: what was undone before can no longer be redone. */
  readonly did: (edit: DoneEdit) => void;
  readonly undid: () => void;
  readonly redid: () => void;
}

const MOST = 100;

export const useHistory = create<HistoryState>((set) => ({
  past: [],
  future: [],
  did: (edit) => set(({ past }) => ({ past: [...past, edit].slice(-MOST), future: [] })),
  undid: () =>
    set(({ past, future }) => {
      const last = past.at(-1);
      return last ? { past: past.slice(0, -1), future: [...future, last] } : {};
    }),
  redid: () =>
    set(({ past, future }) => {
      const last = future.at(-1);
      return last ? { past: [...past, last], future: future.slice(0, -1) } : {};
    }),
}));
