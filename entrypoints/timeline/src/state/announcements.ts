/** Words for screen readers alone, where the screen itself shows what happened; features/notices reads them out. */
import { create } from "zustand";

interface AnnouncementState {
  readonly text: string;
  /** Counts up: the same words said again are read again. */
  readonly turn: number;
}

export const useAnnouncements = create<AnnouncementState>(() => ({ text: "", turn: 0 }));

export function announce(text: string): void {
  useAnnouncements.setState(({ turn }) => ({ text, turn: turn + 1 }));
}
