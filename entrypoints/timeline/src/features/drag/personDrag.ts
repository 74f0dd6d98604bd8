/** A person taken from a list, to be dropped on a shift's bar; the drag layer carries it from there. */
import type { PointerEvent as ReactPointerEvent } from "react";
import { create } from "zustand";

export interface TakenPerson {
  readonly collaboratorId: string;
  readonly name: string;
  readonly pointerId: number;
  readonly pointerType: string;
  /** Where the pointer went down, in client pixels. */
  readonly x: number;
  readonly y: number;
}

interface TakenState {
  readonly taken: TakenPerson | null;
  readonly release: () => void;
}

export const useTakenPerson = create<TakenState>((set) => ({
  taken: null,
  release: () => set({ taken: null }),
}));

/**
 * To be called on `pointerdown` on a person (`onPointerDown={(event) => startPersonDrag(id, name, event)}`). A
 * pointer that does not move is still a click. Touch starts after a long press, so that lists scroll.
 */
export function startPersonDrag(collaboratorId: string, name: string, event: ReactPointerEvent): void {
  if (event.button !== 0 || !event.isPrimary) return;
  useTakenPerson.setState({
    taken: {
      collaboratorId,
      name,
      pointerId: event.pointerId,
      pointerType: event.pointerType,
      x: event.clientX,
      y: event.clientY,
    },
  });
}
