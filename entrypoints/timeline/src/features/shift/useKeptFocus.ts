import { useEffect, type RefObject } from "react";

interface Place {
  readonly element: HTMLElement;
  readonly personId: string | null;
  /** What stands around it and can take the focus in its place, the nearest first. */
  readonly homes: readonly HTMLElement[];
}

const WINDOWS = "[role=dialog], [role=alertdialog], [role=menu]";

/**
 * Whoever works by keys in `part` stays in it when the button that they pressed goes: the focus comes to the row of the
 * person whom it was about (`data-person`), else to the nearest part around it that takes it (`data-home`).
 */
export function useKeptFocus(part: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = part.current;
    return root ? keepFocusIn(root) : undefined;
  }, [part]);
}

function keepFocusIn(root: HTMLElement): () => void {
  let last: Place | null = null;
  let inWindow = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const entered = ({ target }: Event) => {
    if (!(target instanceof HTMLElement)) return;
    inWindow = target.closest(WINDOWS) !== null;
    if (root.contains(target)) last = placeOf(target);
    else if (!inWindow) last = null;
  };
  // Who points elsewhere has left: nothing may draw them back.
  const pointed = ({ target }: Event) => {
    const within = target instanceof Element && (root.contains(target) || target.closest(WINDOWS) !== null);
    if (!within) last = null;
  };
  const check = () => {
    if (!last || document.activeElement !== document.body) return;
    if (!last.element.isConnected) insteadOf(last, root)?.focus();
    else if (inWindow) last.element.focus();
  };
  // Menus and dialogs hand the focus back on their own first.
  const altered = () => {
    clearTimeout(timer);
    timer = setTimeout(check);
  };
  const observer = new MutationObserver(altered);
  observer.observe(root, { childList: true, subtree: true });
  observer.observe(document.body, { childList: true });
  document.addEventListener("focusin", entered);
  document.addEventListener("pointerdown", pointed);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener("focusin", entered);
    document.removeEventListener("pointerdown", pointed);
  };
}

function placeOf(element: HTMLElement): Place {
  const homes: HTMLElement[] = [];
  for (let at = element.parentElement; at; at = at.parentElement) if ("home" in at.dataset) homes.push(at);
  return {
    element,
    personId: element.closest<HTMLElement>("[data-person]")?.dataset.person ?? null,
    homes,
  };
}

function insteadOf({ personId, homes }: Place, root: HTMLElement): HTMLElement | undefined {
  const rows = personId === null ? [] : [...root.querySelectorAll<HTMLElement>("[data-person]")];
  return (
    rows.find((one) => one.dataset.person === personId) ?? homes.find((one) => one.isConnected) ?? undefined
  );
}
