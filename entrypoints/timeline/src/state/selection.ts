/** Which bars are selected, which one the keyboard is on, and what is open beside the plan. */
import { create } from "zustand";

/** `a:<assignment id>` for a person's bar, `s:<shift id>` for a shift's own. */
export type BarKey = `a:${string}` | `s:${string}`;

export type Panel =
  | { readonly kind: "none" }
  | { readonly kind: "shift"; readonly shiftId: string }
  | { readonly kind: "conflicts" }
  /** With an id: that person, in the place of the list. */
  | { readonly kind: "people"; readonly collaboratorId?: string }
  | { readonly kind: "auto-assign" }
  | { readonly kind: "versions" };

interface SelectionState {
  readonly selected: ReadonlySet<BarKey>;
  /** The bar that arrows move from. */
  readonly focused: BarKey | null;
  readonly panel: Panel;
  readonly select: (keys: Iterable<BarKey>) => void;
  readonly toggle: (key: BarKey) => void;
  readonly clear: () => void;
  readonly focus: (key: BarKey | null) => void;
  readonly open: (panel: Panel) => void;
  readonly close: () => void;
}

export const useSelection = create<SelectionState>((set) => ({
  selected: new Set<BarKey>(),
  focused: null,
  panel: { kind: "none" },
  select: (keys) => set({ selected: new Set(keys) }),
  toggle: (key) =>
    set(({ selected }) => {
      const next = new Set(selected);
      if (!next.delete(key)) next.add(key);
      return { selected: next };
    }),
  clear: () => set({ selected: new Set<BarKey>() }),
  focus: (focused) => set({ focused }),
  open: (panel) => set({ panel }),
  close: () => set({ panel: { kind: "none" } }),
}));
