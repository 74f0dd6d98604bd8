/** What is in the air: the gesture under way, and what the API says of it. One at a time. */
import { create } from "zustand";

import type { Row } from "@/plan/rows";
import type { BarKey } from "@/state/selection";

/** A bar as it would lie if it were dropped now. */
export interface Ghost {
  readonly key: string;
  readonly rowKey: string;
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

export type Air =
  | { readonly kind: "create"; readonly row: Row; readonly from: number; readonly to: number }
  | {
      readonly kind: "move" | "copy" | "resize";
      readonly bars: readonly BarKey[];
      readonly ghosts: readonly Ghost[];
      /** How many bars beside those drawn as ghosts. */
      readonly more: number;
    }
  | {
      readonly kind: "person";
      readonly collaboratorId: string;
      readonly name: string;
      readonly x: number;
      readonly y: number;
      /** The bar that a drop would fall on. */
      readonly over: BarKey | null;
    }
  /** Client pixels. */
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
