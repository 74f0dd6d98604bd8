/** Edits of this page that the API has not answered yet; the plan on screen has them laid over it. */
import { create } from "zustand";

import type { Change } from "@/plan/changes";

export interface PendingEdit {
  readonly id: number;
  /** Names what is done, in the user's language. */
  readonly label: string;
  /** What the screen shows meanwhile. */
  readonly changes: readonly Change[];
  /** `waiting`: it could not be sent. */
  readonly state: "queued" | "sending" | "waiting";
  /** Why it waits, as a sentence. */
  readonly why: string | null;
}

interface PendingState {
  readonly edits: readonly PendingEdit[];
}

export const usePendingEdits = create<PendingState>(() => ({ edits: [] }));

/** Whether edits of this page are under way: a refresh of the plan can wait for their answer. */
export function editsPending(): boolean {
  return usePendingEdits.getState().edits.length > 0;
}
