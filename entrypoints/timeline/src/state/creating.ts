/** What the planner asked to create: a span of time dragged out on the plan, or the N key. The create menu reads it. */
import { create } from "zustand";

import type { Row } from "@/plan/rows";

export interface AskedCreation {
  /** Milliseconds since 1970, snapped. */
  readonly from: number;
  readonly to: number;
  /** The row it was asked on: a shift there is for that person, site, mission or role; null: none. */
  readonly row: Pick<Row, "kind" | "id" | "label"> | null;
  /** Where the span stands in the browser's window; null: asked without a pointer, so open as a dialog. */
  readonly anchor: Anchor | null;
}

/** Client pixels. */
export interface Anchor {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface CreatingState {
  readonly asked: AskedCreation | null;
  readonly ask: (asked: AskedCreation) => void;
  /** Created or given up: the span is no longer drawn. */
  readonly done: () => void;
}

export const useCreating = create<CreatingState>((set) => ({
  asked: null,
  ask: (asked) => set({ asked }),
  done: () => set({ asked: null }),
}));
