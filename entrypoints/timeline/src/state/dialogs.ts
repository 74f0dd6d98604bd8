/** The windows over the page: at most one is open. */
import { create } from "zustand";

export type DialogName = "publish" | "keys" | "copy-week" | "import" | "create" | "generate";

interface DialogState {
  readonly open: DialogName | null;
  readonly show: (name: DialogName) => void;
  readonly hide: () => void;
}

export const useDialogs = create<DialogState>((set) => ({
  open: null,
  show: (open) => set({ open }),
  hide: () => set({ open: null }),
}));
