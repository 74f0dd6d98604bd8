/** Sentences for the user about what just happened; drawn, and read out, by features/notices. */
import { create } from "zustand";

export interface Notice {
  readonly id: number;
  readonly tone: "done" | "info" | "refused";
  readonly title: string;
  /** Further sentences: what was refused and why. */
  readonly lines: readonly string[];
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface NoticeState {
  readonly notices: readonly Notice[];
  tell(notice: Omit<Notice, "id" | "lines"> & { lines?: readonly string[] }): void;
  readonly dismiss: (id: number) => void;
}

let next = 1;
const MOST = 4;

/** Of good news the newest says it all, unless there was something left to do with it. */
function isPassed(earlier: Notice, tone: Notice["tone"]): boolean {
  return tone === "done" && earlier.tone === "done" && !earlier.action;
}

export const useNotices = create<NoticeState>((set) => ({
  notices: [],
  tell: (notice) =>
    set(({ notices }) => {
      const kept = notices.filter((one) => !isPassed(one, notice.tone));
      return { notices: [...kept, { lines: [], ...notice, id: next++ }].slice(-MOST) };
    }),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) })),
}));

/** For code outside components. */
export const tell: NoticeState["tell"] = (notice) => useNotices.getState().tell(notice);
