/** Where the plan in view begins: a bar cut off there shows what fits into the part of it that is seen. */
import { createContext, useEffect, useState } from "react";

import type { BarBox } from "@/features/canvas/layout";

/** Pixels from the axis' start. */
export const LeftEdge = createContext(0);

/** Milliseconds of rest after which scrolling has come to its end; until then text sticks to the edge as it is. */
const REST = 120;

export function useLeftEdge(viewport: HTMLElement): number {
  const [edge, setEdge] = useState(0);
  useEffect(() => {
    let timer: number | undefined;
    const read = () => setEdge(viewport.scrollLeft);
    const scrolled = () => {
      clearTimeout(timer);
      timer = window.setTimeout(read, REST);
    };
    scrolled();
    viewport.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      clearTimeout(timer);
      viewport.removeEventListener("scroll", scrolled);
    };
  }, [viewport]);
  return edge;
}

/** Pixels of a bar that lie before the edge; none of one that is wholly in view, or wholly out of it. */
export function hiddenBefore(edge: number, { left, width }: BarBox): number {
  return left < edge && edge < left + width ? edge - left : 0;
}
