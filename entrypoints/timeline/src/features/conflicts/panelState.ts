/** What the conflict panel is kept to, as long as the page is open. */
import { create } from "zustand";

export type Weight = "all" | "hard" | "soft" | "overridden";
export type GroupBy = "rule" | "person" | "day";

export interface ConflictFilter {
  readonly weight: Weight;
  readonly rule: string | null;
  readonly personId: string | null;
  readonly siteId: string | null;
}

interface PanelState {
  readonly filter: ConflictFilter;
  readonly groupBy: GroupBy;
  readonly closed: ReadonlySet<string>;
  /** Fingerprint of the finding whose details are open. */
  readonly opened: string | null;
  readonly keepTo: (filter: Partial<ConflictFilter>) => void;
  readonly group: (by: GroupBy) => void;
  readonly toggleGroup: (key: string) => void;
  readonly openFinding: (fingerprint: string | null) => void;
}

/** How many findings are listed: where the focus goes when the finding that had it is gone. */
export const COUNT_ID = "findings";

export const NO_FILTER: ConflictFilter = { weight: "all", rule: null, personId: null, siteId: null };

export const useConflictPanel = create<PanelState>((set) => ({
  filter: NO_FILTER,
  groupBy: "rule",
  closed: new Set<string>(),
  opened: null,
  keepTo: (filter) => set((now) => ({ filter: { ...now.filter, ...filter } })),
  group: (groupBy) => set({ groupBy, closed: new Set<string>() }),
  toggleGroup: (key) =>
    set(({ closed }) => {
      const next = new Set(closed);
      if (!next.delete(key)) next.add(key);
      return { closed: next };
    }),
  openFinding: (opened) => set({ opened }),
}));
