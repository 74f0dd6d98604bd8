/** Spans for tests of properties: the same for the same seed, in order of their start. */
import type { Span } from "@/geometry/lanes";

/** Figures from 0 (included) to 1 (left out) that look like chance and are not. */
export function figures(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Up to 60 spans on a short stretch of time, so that many overlap, touch or start together. */
export function manySpans(seed: number): Span[] {
  const next = figures(seed);
  const count = Math.floor(next() * 60);
  return Array.from({ length: count }, () => {
    const from = Math.floor(next() * 50);
    return { from, to: from + 1 + Math.floor(next() * 12) };
  }).sort((a, b) => a.from - b.from || a.to - b.to);
}
