/** How wide the times on bars are, in the font that the page has on this machine. */
import { estimated, type BarType } from "@/features/canvas/fitting";

const SIZES: Readonly<Record<BarType, number>> = { narrow: 11, wide: 12 };
/** Pixels by which the letters of narrow bars are set closer. */
const CLOSER: Readonly<Record<BarType, number>> = { narrow: 0.2, wide: 0 };

const kept = new Map<string, number>();
let pen: OffscreenCanvasRenderingContext2D | null | undefined;

/** Pixels of a time; estimated where the browser cannot measure. Times of as many figures are as wide. */
export function timeWidth(text: string, type: BarType): number {
  const shape = `${type} ${text.replace(/\d/g, "0")}`;
  let width = kept.get(shape);
  if (width === undefined) {
    width = measured(shape.slice(type.length + 1), type);
    kept.set(shape, width);
  }
  return width;
}

function measured(text: string, type: BarType): number {
  pen ??= typeof OffscreenCanvas === "undefined" ? null : new OffscreenCanvas(1, 1).getContext("2d");
  if (!pen) return estimated(text, type);
  pen.font = `600 ${SIZES[type]}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width - CLOSER[type] * text.length;
}
