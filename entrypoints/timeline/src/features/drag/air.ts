/** What is in the air: the gesture under way, and what the API says of it. One at a time. */
import { create } from "zustand";

import type { BarKey } from "@/state/selection";

/** A bar as it would lie if it were dropped now. */
export interface Ghost {
  readonly key: BarKey;
  readonly rowKey: string;
  readonly from: number;
  readonly to: number;
  /** Pixels below its row's top; its height. */
  readonly below: number;
  readonly height: number;
  readonly label: string;
}

export interface Carried {
  readonly kind: "move" | "copy" | "resize";
  /** What a drop would do, in words. */
  readonly title: string;
  /** One line more about it; empty: none. */
  readonly note: string;
  /** The first is the one that the pointer holds. */
  readonly ghosts: readonly Ghost[];
  /** The row that it would change to; null: none. */
  readonly ontoRow: string | null;
  /** By keys: there is no pointer beside which words could stand. */
  readonly byKeys: boolean;
  /** It was refused and flies back. */
  readonly returning: boolean;
}

export type Air =
  | { readonly kind: "create"; readonly rowKey: string; readonly from: number; readonly to: number }
  | Carried
  | {
      readonly kind: "person";
      readonly title: string;
      readonly x: number;
      readonly y: number;
      /** The bar that a drop would fall on. */
      readonly over: BarKey | null;
    }
  /** Content pixels. */
  | {
      readonly kind: "lasso";
      readonly left: number;
      readonly top: number;
      readonly right: number;
      readonly bottom: number;
    };

export type Verdict =
  | { readonly kind: "asking" }
  | { readonly kind: "fine" }
  | { readonly kind: "warned" | "refused"; readonly sentences: readonly string[] };

interface AirState {
  readonly air: Air | null;
  readonly verdict: Verdict | null;
  readonly fly: (air: Air) => void;
  readonly judge: (verdict: Verdict | null) => void;
  readonly land: () => void;
}

export const useAir = create<AirState>((set) => ({
  air: null,
  verdict: null,
  fly: (air) => set({ air }),
  judge: (verdict) => set({ verdict }),
  land: () => set({ air: null, verdict: null }),
}));

/** Whether a gesture is under way: whoever refreshes the plan waits for its end. */
export function inTheAir(): boolean {
  return useAir.getState().air !== null;
}
