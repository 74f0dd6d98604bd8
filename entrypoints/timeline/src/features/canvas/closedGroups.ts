/** Groups of rows that are folded away, and whether the open shifts are all shown; kept as long as the page is. */
import { create } from "zustand";

interface ClosedGroupsState {
  readonly closed: ReadonlySet<string>;
  readonly toggle: (group: string) => void;
  readonly reopen: (group: string) => void;
  readonly allOpenShifts: boolean;
  readonly showAllOpenShifts: (all: boolean) => void;
}

export const useClosedGroups = create<ClosedGroupsState>((set) => ({
  closed: new Set(),
  toggle: (group) =>
    set(({ closed }) => {
      const next = new Set(closed);
      if (!next.delete(group)) next.add(group);
      return { closed: next };
    }),
  reopen: (group) => set(({ closed }) => ({ closed: new Set([...closed].filter((one) => one !== group)) })),
  allOpenShifts: false,
  showAllOpenShifts: (allOpenShifts) => set({ allOpenShifts }),
}));
