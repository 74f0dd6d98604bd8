/** The plan is scrolled to the day that the view stands on; by day, scrolling on to another day moves the view there. */
import { useEffect, useLayoutEffect, useRef } from "react";

import { useDrawing } from "@/features/canvas/drawing";
import { dayOf, startOfDay } from "@/geometry/calendar";
import { instantAt, xAt } from "@/geometry/scale";
import { changeView } from "@/view/useView";

export function useFollowedDay(viewport: HTMLElement, date: string): void {
  const { scale, measures, zone, view } = useDrawing();
  const byHand = useRef<string | null>(null);
  const { zoom } = view;

  useLayoutEffect(() => {
    if (byHand.current === date) return;
    byHand.current = null;
    const room = viewport.clientWidth - measures.head;
    const left = xAt(scale, startOfDay(date, zone));
    const width = 24 * scale.pixelsPerHour;
    // A day that is wholly in view stays where it is; else it comes to the left, or to the middle where days are narrow.
    viewport.scrollTo({
      left: zoom === "day" ? left : scale.width <= room ? 0 : left - (room - width) / 2,
    });
  }, [viewport, scale, measures.head, zone, zoom, date]);

  useEffect(() => {
    if (zoom !== "day") return;
    const follow = () => {
      const middle = viewport.scrollLeft + (viewport.clientWidth - measures.head) / 2;
      const day = dayOf(instantAt(scale, middle), zone);
      if (day === date) return;
      byHand.current = day;
      changeView({ date: day });
    };
    viewport.addEventListener("scrollend", follow);
    return () => viewport.removeEventListener("scrollend", follow);
  }, [viewport, scale, measures.head, zone, zoom, date]);
}
