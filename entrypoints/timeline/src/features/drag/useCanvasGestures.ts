/** What the pointer does on the plan: handlers for the content element, by delegation. */
import { useMemo, type MouseEvent as ReactMouseEvent, type PointerEvent as ReactPointerEvent } from "react";

import { canvasGeometry, type CanvasGeometry } from "@/features/canvas/geometry";
import { moveFlight, resizeFlight } from "@/features/drag/barFlight";
import { askToCreate, createFlight, lassoFlight, spanBetween } from "@/features/drag/freeFlights";
import { useHands, type Hands } from "@/features/drag/hands";
import { track, type Point } from "@/features/drag/track";
import type { Row } from "@/plan/rows";
import { useCreating } from "@/state/creating";
import { useSelection, type BarKey } from "@/state/selection";

export interface CanvasGestures {
  readonly onPointerDown: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: ReactPointerEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: ReactMouseEvent<HTMLElement>) => void;
}

/** Pixels at either end of a bar that take hold of its edge; a finger needs more. */
const EDGE = { mouse: 7, touch: 14 };
const ROOM_FOR_EDGES = 4;
const CLICKED_LENGTH = 4 * 3_600_000;
/** Milliseconds between two clicks that make a double one, on most machines. */
const DOUBLE_CLICK = 500;

export function useCanvasGestures(): CanvasGestures {
  const hands = useHands();
  return useMemo(
    () => ({
      onPointerDown(event) {
        const geometry = canvasGeometry();
        if (event.button !== 0 || !event.isPrimary || !geometry) return;
        const bar = barOf(event.target);
        if (isControl(event.target, bar)) return;
        if (bar) {
          markNothingTwice();
          downOnBar(event, bar, hands);
        } else downOnPlan(event, geometry, hands);
      },
      onPointerMove(event) {
        const bar = barOf(event.target);
        if (event.buttons !== 0 || !bar) return;
        const edge = hands.mayWrite ? edgeAt(bar, event.clientX, EDGE.mouse) : null;
        bar.style.cursor = edge ? "ew-resize" : "";
      },
      onDoubleClick(event) {
        const geometry = canvasGeometry();
        const row = geometry && emptyRowAt(event.target, event.clientX, event.clientY, geometry);
        if (!row || !hands.mayWrite) return;
        const at = geometry.timeAt(event.clientX);
        const { from } = spanBetween(at, at, hands);
        const length = hands.zoom === "month" ? spanBetween(at, at, hands).to - from : CLICKED_LENGTH;
        askToCreate(row, { from, to: from + length }, geometry);
      },
    }),
    [hands],
  );
}

/** The second click of a double one falls on what the first one opened, and would mark its text. */
function markNothingTwice(): void {
  const unmarked = (event: MouseEvent) => {
    if (event.detail > 1) event.preventDefault();
  };
  addEventListener("mousedown", unmarked, { capture: true });
  setTimeout(() => removeEventListener("mousedown", unmarked, { capture: true }), DOUBLE_CLICK);
}

function barOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-bar]") : null;
}

/** A button on a bar or a head is a button. */
function isControl(target: EventTarget, bar: HTMLElement | null): boolean {
  const control = target instanceof Element ? target.closest("button, a, input, select, summary") : null;
  return control !== null && control !== bar;
}

function keyOf(bar: HTMLElement): BarKey {
  return bar.dataset.bar as BarKey;
}

/** Which end of a bar a pointer is on; a bar too short for ends has none. */
function edgeAt(bar: HTMLElement, x: number, reach: number): "start" | "end" | null {
  const box = bar.getBoundingClientRect();
  if (box.width < reach * ROOM_FOR_EDGES) return null;
  if (x - box.left <= reach) return "start";
  return box.right - x <= reach ? "end" : null;
}

function downOnBar(event: ReactPointerEvent<HTMLElement>, bar: HTMLElement, hands: Hands): void {
  const key = keyOf(bar);
  const adds = event.ctrlKey || event.metaKey || event.shiftKey;
  const edge = edgeAt(bar, event.clientX, event.pointerType === "touch" ? EDGE.touch : EDGE.mouse);
  const start: Point = { x: event.clientX, y: event.clientY, copying: event.altKey };
  track(event.nativeEvent, {
    begin() {
      if (!hands.mayWrite) return null;
      const { selected, select, focus } = useSelection.getState();
      if (!selected.has(key)) select([key]);
      focus(key);
      if (edge && !event.altKey) return resizeFlight(key, edge, start, canvasGeometry, hands);
      // The one that the hand holds comes first: the others keep their distance to it.
      const others = [...useSelection.getState().selected].filter((one) => one !== key);
      return moveFlight([key, ...others], start, canvasGeometry, hands);
    },
    click: () => clicked(key, adds),
    scroller: canvasGeometry,
  });
}

function clicked(key: BarKey, adds: boolean): void {
  const { select, toggle, focus, open } = useSelection.getState();
  focus(key);
  if (adds) {
    toggle(key);
    return;
  }
  select([key]);
  const shift = canvasGeometry()?.bar(key)?.shift;
  if (shift) open({ kind: "shift", shiftId: shift.id });
}

function downOnPlan(event: ReactPointerEvent<HTMLElement>, geometry: CanvasGeometry, hands: Hands): void {
  const { clientX, clientY } = event;
  const row = geometry.rowAt(clientY);
  const overHead = clientX < geometry.viewport.getBoundingClientRect().left + geometry.headWidth;
  if (overHead) return;
  const start: Point = { x: clientX, y: clientY, copying: false };
  const lassoes = event.shiftKey || event.ctrlKey || event.metaKey;
  track(event.nativeEvent, {
    begin() {
      if (lassoes) return lassoFlight(start, canvasGeometry);
      return row && hands.mayWrite ? createFlight(row, start, canvasGeometry, hands) : null;
    },
    click() {
      if (lassoes) return;
      useSelection.getState().clear();
      useCreating.getState().done();
    },
    scroller: canvasGeometry,
  });
}

/** The row of an empty place on the axis. */
function emptyRowAt(target: EventTarget, x: number, y: number, geometry: CanvasGeometry): Row | null {
  const overHead = x < geometry.viewport.getBoundingClientRect().left + geometry.headWidth;
  return overHead || barOf(target) || isControl(target, null) ? null : geometry.rowAt(y);
}
