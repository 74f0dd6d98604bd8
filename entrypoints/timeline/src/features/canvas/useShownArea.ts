/** What of a scrolled element is in view, in chunks: alters only as often as something else must be drawn. */
import { useEffect, useState } from "react";

import { inChunks } from "@/geometry/visible";

/** Pixels of the scrolled content. */
export interface ShownArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Size of the element itself. */
  readonly width: number;
  readonly height: number;
}

/** Pixels: how far beyond the view is drawn, and in what steps. */
export interface Steps {
  readonly over: number;
  readonly chunk: number;
}

/** Sideways a step draws every row anew, downwards only the rows that are high: smaller steps are smoother there. */
const SIDEWAYS: Steps = { over: 192, chunk: 256 };
const DOWNWARDS: Steps = { over: 96, chunk: 96 };

/** null until the element is there and measured. */
export function useShownArea(element: HTMLElement | null, downwards = DOWNWARDS): ShownArea | null {
  const [area, setArea] = useState<ShownArea | null>(null);
  useEffect(() => {
    if (!element) return;
    const read = () => setArea((last) => same(last, areaOf(element, downwards)));
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener("scroll", read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener("scroll", read);
    };
  }, [element, downwards]);
  return area;
}

function areaOf(element: HTMLElement, { over, chunk }: Steps): ShownArea {
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = element;
  const [left, right] = inChunks(scrollLeft, clientWidth, SIDEWAYS.over, SIDEWAYS.chunk);
  const [top, bottom] = inChunks(scrollTop, clientHeight, over, chunk);
  return { left, right, top, bottom, width: clientWidth, height: clientHeight };
}

function same(last: ShownArea | null, next: ShownArea): ShownArea {
  const keys = Object.keys(next) as (keyof ShownArea)[];
  return last && keys.every((key) => last[key] === next[key]) ? last : next;
}
