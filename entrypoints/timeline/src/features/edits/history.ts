/** What can be undone and redone. */
import { create } from "zustand";

import type { Epochs } from "@/features/edits/ledger";
import type { Change } from "@/plan/changes";

/** One thing that the user did: `label` names it in their language, for "Undo: …". */
export interface Edit {
  readonly label: string;
  readonly changes: readonly Change[];
  /** It cannot be taken back, as a publication cannot. */
  readonly final?: boolean;
  /** Shows a refusal itself; true: there is no more to say. */
  readonly refused?: (error: unknown) => boolean;
}

export interface DoneEdit extends Edit {
  readonly id: number;
  readonly inverse: readonly Change[];
  /** Where the things stood when it was done or undone last; null until the API has answered. */
  readonly epochs: Epochs | null;
}

interface HistoryState {
  readonly past: readonly DoneEdit[];
  readonly future: readonly DoneEdit[];
  /** Something new was done: what was undone before can no longer be redone. */
  readonly did: (edit: DoneEdit) => void;
  /** The last one goes over to the future, and comes back by `redid`. */
  readonly undid: () => void;
  readonly redid: () => void;
  /** An undo or a redo was refused: the edit goes back to where it was. */
  readonly stays: (id: number, where: "past" | "future") => void;
  /** It was refused, or can never be undone: as if it had not been done. */
  readonly forget: (id: number) => void;
  /** Where things stand since it was answered. */
  readonly answered: (id: number, epochs: Epochs) => void;
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
  stays: (id, where) =>
    set(({ past, future }) => {
      const edit = [...past, ...future].find((one) => one.id === id);
      if (!edit) return {};
      const rest = { past: without(past, id), future: without(future, id) };
      return { ...rest, [where]: [...rest[where], edit] };
    }),
  forget: (id) => set(({ past, future }) => ({ past: without(past, id), future: without(future, id) })),
  answered: (id, epochs) =>
    set(({ past, future }) => ({ past: stamped(past, id, epochs), future: stamped(future, id, epochs) })),
}));

function without(edits: readonly DoneEdit[], id: number): readonly DoneEdit[] {
  return edits.filter((one) => one.id !== id);
}

function stamped(edits: readonly DoneEdit[], id: number, epochs: Epochs): readonly DoneEdit[] {
  return edits.map((one) => (one.id === id ? { ...one, epochs } : one));
}
