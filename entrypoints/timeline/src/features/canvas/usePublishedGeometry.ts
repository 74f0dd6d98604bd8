/** The canvas' geometry made known to gestures, keys and panels. */
import { useEffect, useLayoutEffect } from "react";

import { useClosedGroups } from "@/features/canvas/closedGroups";
import { useDrawing, type Drawing } from "@/features/canvas/drawing";
import { canvasGeometry, useGeometryState, type Box, type CanvasGeometry } from "@/features/canvas/geometry";
import { barBox, type LaidRow, type Layout } from "@/features/canvas/layout";
import { instantAt, xAt } from "@/geometry/scale";
import { placeAt } from "@/geometry/visible";
import type { Row } from "@/plan/rows";
import type { BarKey } from "@/state/selection";

interface Drawn {
  readonly viewport: HTMLElement;
  readonly content: HTMLElement | null;
  /** All rows, those of closed groups too. */
  readonly rows: readonly Row[];
  readonly layout: Layout;
}

export function usePublishedGeometry({ viewport, content, rows, layout }: Drawn): void {
  const drawing = useDrawing();
  useLayoutEffect(() => {
    if (content) {
      useGeometryState.setState({ geometry: geometryOf({ viewport, content, rows, layout }, drawing) });
    }
  }, [viewport, content, rows, layout, drawing]);
  useEffect(() => () => useGeometryState.setState({ geometry: null }), []);
}

interface Place {
  readonly row: Row;
  readonly place: number;
}

type Whole = Drawn & { readonly content: HTMLElement };

function geometryOf(drawn: Whole, drawing: Drawing): CanvasGeometry {
  const { viewport, content, rows, layout } = drawn;
  const { scale, measures } = drawing;
  const shown = [layout.band, ...layout.items.map((item) => (item.kind === "row" ? item.laid : null))].filter(
    (laid) => laid !== null,
  );
  const laidOf = new Map(shown.map((laid) => [laid.row.key, laid]));
  const index = lazily(() => indexOf(rows));
  const top = (rowKey: string) => topOf(rowKey, drawn);
  const box = (key: BarKey) => boxOf(key, index().bars.get(key), laidOf, top, drawing);
  return {
    viewport,
    content,
    rows: shown.map((laid) => laid.row),
    from: scale.from,
    to: scale.to,
    pixelsPerHour: scale.pixelsPerHour,
    headWidth: measures.head,
    timeAt: (clientX) => instantAt(scale, clientX - content.getBoundingClientRect().left - measures.head),
    xOf: (instant) => measures.head + xAt(scale, instant),
    rowAt: (clientY) => rowAt(clientY, drawn),
    rowTop: top,
    rowHeight: (rowKey) => laidOf.get(rowKey)?.height ?? null,
    boxOf: box,
    rowOf: (key) => index().bars.get(key)?.row ?? null,
    bar: (key) => barAt(index().bars.get(key)),
    barsInOrder: (rowKey) => laidOf.get(rowKey)?.row.bars ?? [],
    elementOf: (key) => content.querySelector<HTMLElement>(`[data-bar="${CSS.escape(key)}"]`),
    barsOfShift: (shiftId) => index().shifts.get(shiftId) ?? [],
    scrollToBar: (key) => scrollToBar(key, index().bars.get(key), drawn, drawing),
    scrollToTime: (instant) => {
      viewport.scrollLeft = xAt(scale, instant) - (viewport.clientWidth - measures.head) / 2;
    },
    scrollToRow: (rowKey) => scrollToRow(rowKey, drawn),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

function indexOf(rows: readonly Row[]): { bars: Map<string, Place>; shifts: Map<string, BarKey[]> } {
  const bars = new Map<string, Place>();
  const shifts = new Map<string, BarKey[]>();
  for (const row of rows) {
    row.bars.forEach((bar, place) => {
      bars.set(bar.key, { row, place });
      const others = shifts.get(bar.shift.id);
      if (others) others.push(bar.key);
      else shifts.set(bar.shift.id, [bar.key]);
    });
  }
  return { bars, shifts };
}

function barAt(found: Place | undefined) {
  return found?.row.bars[found.place] ?? null;
}

/** Content pixels of an element within the content. */
function topWithin(content: HTMLElement, selector: string): number | null {
  const element = content.querySelector(selector);
  return element && element.getBoundingClientRect().top - content.getBoundingClientRect().top;
}

function topOf(rowKey: string, { content, layout }: Whole): number | null {
  if (layout.band?.row.key === rowKey) return topWithin(content, "[data-band]");
  const place = layout.placeOf.get(rowKey);
  const rows = topWithin(content, "[data-rows]");
  return place === undefined || rows === null ? null : rows + (layout.offsets[place] ?? 0);
}

function rowAt(clientY: number, { content, layout }: Whole): Row | null {
  const band = content.querySelector("[data-band]")?.getBoundingClientRect();
  if (band && layout.band && clientY >= band.top && clientY < band.bottom) return layout.band.row;
  const rows = content.querySelector("[data-rows]")?.getBoundingClientRect();
  const axis = content.querySelector("[data-axis]")?.getBoundingClientRect();
  if (!rows || clientY < (band?.bottom ?? axis?.bottom ?? rows.top)) return null;
  const item = layout.items[placeAt(layout.offsets, clientY - rows.top)];
  return item?.kind === "row" ? item.laid.row : null;
}

function boxOf(
  key: BarKey,
  found: Place | undefined,
  laidOf: ReadonlyMap<string, LaidRow>,
  topOfRow: (rowKey: string) => number | null,
  { scale, measures }: Drawing,
): Box | null {
  const laid = found && laidOf.get(found.row.key);
  const top = found ? topOfRow(found.row.key) : null;
  if (!laid || top === null) return null;
  const bar = barAt(found);
  if (!bar) return null;
  const box = barBox(bar.shift, laid.laneOf[found.place] ?? 0, scale, measures);
  const within = key.startsWith("s:") && found.row.kind === "open" ? bandScroll() : 0;
  return {
    left: measures.head + box.left,
    top: top + box.top - within,
    width: box.width,
    height: measures.bar,
  };
}

function bandScroll(): number {
  return canvasGeometry()?.content.querySelector("[data-band-lanes]")?.scrollTop ?? 0;
}

/** Pixels kept free around what is scrolled into view. */
const AROUND = 24;

function scrollToRow(rowKey: string, { viewport, content, rows, layout }: Whole): boolean {
  const row = rows.find((one) => one.key === rowKey);
  if (!row) return false;
  if (row.kind === "open") return layout.band !== null;
  const place = layout.placeOf.get(rowKey);
  if (place === undefined) {
    useClosedGroups.getState().reopen(row.group.key);
    requestAnimationFrame(() => canvasGeometry()?.scrollToRow(rowKey));
    return true;
  }
  const start = topWithin(content, "[data-rows]") ?? 0;
  const top = start + (layout.offsets[place] ?? 0);
  const bottom = start + (layout.offsets[place + 1] ?? 0);
  const hidden = start;
  if (top - hidden < viewport.scrollTop) viewport.scrollTop = top - hidden - AROUND;
  else if (bottom > viewport.scrollTop + viewport.clientHeight) {
    viewport.scrollTop = bottom - viewport.clientHeight + AROUND;
  }
  return true;
}

function scrollToBar(key: BarKey, found: Place | undefined, drawn: Whole, drawing: Drawing): boolean {
  const bar = barAt(found);
  if (!found || !bar || !scrollToRow(found.row.key, drawn)) return false;
  const { viewport, layout } = drawn;
  const { scale, measures } = drawing;
  const left = xAt(scale, bar.shift.startsAt);
  const right = xAt(scale, bar.shift.endsAt);
  const room = viewport.clientWidth - measures.head;
  if (left < viewport.scrollLeft || right > viewport.scrollLeft + room) {
    viewport.scrollLeft = Math.min(left - AROUND, (left + right - room) / 2);
    if (right - left > room) viewport.scrollLeft = left - AROUND;
  }
  if (found.row.kind === "open" && layout.band) {
    const lanes = drawn.content.querySelector("[data-band-lanes]");
    const { top } = barBox(bar.shift, layout.band.laneOf[found.place] ?? 0, scale, measures);
    if (lanes && (top < lanes.scrollTop || top + measures.bar > lanes.scrollTop + lanes.clientHeight)) {
      lanes.scrollTop = top - measures.pad;
    }
  }
  requestAnimationFrame(() => requestAnimationFrame(() => pointOut(key)));
  return true;
}

/** Draw the eye to a bar for a moment. */
function pointOut(key: BarKey): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  canvasGeometry()
    ?.elementOf(key)
    ?.animate(
      [
        { outline: "3px solid transparent", outlineOffset: "6px" },
        { outline: "3px solid currentcolor", outlineOffset: "1px" },
        { outline: "3px solid transparent", outlineOffset: "1px" },
      ],
      { duration: calm ? 1 : 900, easing: "ease-out" },
    );
}
