/** Time to pixels and back: one straight line in real time, so that a night of a clock change has its real length. */
import type { Window } from "@/plan/model";
import type { Zoom } from "@/view/view";

const DAY = 86_400_000;

/** Least pixels of a day, by zoom. */
const LEAST: Record<Zoom, number> = { day: 720, week: 116, month: 40 };

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Pixels of the whole window. */
  readonly width: number;
  readonly pixelsPerHour: number;
}

/** The window over the room that there is: a day fills it, or a week, or the weeks of a month; never under the least. */
export function scaleOf(window: Window, zoom: Zoom, room: number): Scale {
  const days = Math.max(1, (window.to - window.from) / DAY);
  const fitting = zoom === "day" ? room : room / days;
  const width = Math.max(1, Math.floor(days * Math.max(fitting, LEAST[zoom])));
  return { from: window.from, to: window.to, width, pixelsPerHour: width / (days * 24) };
}

/** Pixels from the window's start; outside the window below 0 or over its width. */
export function xAt(scale: Scale, instant: number): number {
  return ((instant - scale.from) / 3_600_000) * scale.pixelsPerHour;
}

/** The instant at a pixel, in whole milliseconds. */
export function instantAt(scale: Scale, x: number): number {
  return Math.round(scale.from + (x / scale.pixelsPerHour) * 3_600_000);
}

/** How long a stretch of pixels lasts, in milliseconds. */
export function lasting(scale: Scale, pixels: number): number {
  return (pixels / scale.pixelsPerHour) * 3_600_000;
}
