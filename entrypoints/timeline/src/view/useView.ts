/** The view of this page, in step with the address. */
import { create } from "zustand";

import { readView, writeView, type View } from "@/view/view";

interface ViewState {
  readonly view: View;
  /** Alter the view; `asStep` makes a step in the browser's history (a new period), else the address is replaced. */
  readonly change: (altered: Partial<View>, asStep?: boolean) => void;
}

export const useViewState = create<ViewState>((set, get) => ({
  view: readView(location.search),
  change(altered, asStep = false) {
    const view = { ...get().view, ...altered };
    set({ view });
    const address = `${location.pathname}${writeView(view)}`;
    if (asStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  },
}));

addEventListener("popstate", () => useViewState.setState({ view: readView(location.search) }));

export function useView(): View {
  return useViewState((state) => state.view);
}

export const changeView: ViewState["change"] = (altered, asStep) =>
  useViewState.getState().change(altered, asStep);
