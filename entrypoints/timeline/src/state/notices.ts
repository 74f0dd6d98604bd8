/** Sentences for the user about what just happened; drawn, and read out, by features/notices. */
import { create } from "zustand";

export interface Notice {
  readonly id: number;
  readonly tone: "done" | "info" | "refused";
  readonly title: string;
  /** Further sentences: what was refused and why. */
  readonly lines: readonly string[];
  /** What was tried: of several refusals of it the newest stands. */
  readonly about?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface NoticeState {
  readonly notices: readonly Notice[];
  tell(notice: Omit<Notice, "id" | "lines"> & { lines?: readonly string[] }): void;
  readonly dismiss: (id: number) => void;
}

let next = 1;
const MOST = 4;

/** Of good news the newest says it all, unless there was something left to do with it; a refusal stands once. */
function isPassed(earlier: Notice, newer: Omit<Notice, "id">): boolean {
  if (earlier.tone !== newer.tone || earlier.action) return false;
  return newer.tone === "done" || (newer.tone === "refused" && isSameRefusal(earlier, newer));
}

function isSameRefusal(one: Omit<Notice, "id">, other: Omit<Notice, "id">): boolean {
  const sentences = (notice: Omit<Notice, "id">) => notice.lines.join("\n");
  if (one.about !== undefined && one.about === other.about) return true;
  return sentences(one) === sentences(other) && (one.lines.length > 0 || one.title === other.title);
}

export const useNotices = create<NoticeState>((set) => ({
  notices: [],
  tell: (notice) =>
    set(({ notices }) => {
      const newer = { lines: [], ...notice, id: next++ };
      return { notices: [...notices.filter((one) => !isPassed(one, newer)), newer].slice(-MOST) };
    }),
  dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) })),
}));

/** For code outside components. */
export const tell: NoticeState["tell"] = (notice) => useNotices.getState().tell(notice);
