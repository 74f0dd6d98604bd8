/** Follows a person taken from a list or a row's head until the drop. */
import { useEffect } from "react";

import { canvasGeometry } from "@/features/canvas/geometry";
import { personFlight } from "@/features/drag/freeFlights";
import { useHands } from "@/features/drag/hands";
import { useTakenPerson } from "@/features/drag/personDrag";
import { track } from "@/features/drag/track";

export function usePersonDrag(): void {
  const taken = useTakenPerson((state) => state.taken);
  const hands = useHands();
  useEffect(() => {
    if (!taken) return;
    const { collaboratorId, name, pointerId, pointerType, x, y } = taken;
    useTakenPerson.getState().release();
    track(
      { pointerId, pointerType, clientX: x, clientY: y, altKey: false },
      {
        begin: () => (hands.mayWrite ? personFlight(collaboratorId, name, canvasGeometry, hands) : null),
        scroller: canvasGeometry,
      },
    );
  }, [taken, hands]);
}
