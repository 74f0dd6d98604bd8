/**
 * Where everything on the canvas is: for gestures, keys and panels. "Content pixels" count from the top left corner of
 * the scrolled content, row heads and axis included; children of `content` placed by them scroll with the plan.
 */
import { create } from "zustand";

import type { Bar, Row } from "@/plan/rows";
import type { BarKey } from "@/state/selection";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface CanvasGeometry {
  /** What scrolls, both ways. */
  readonly viewport: HTMLElement;
  /** What is scrolled. */
  readonly content: HTMLElement;
  /** The rows that are shown, from top to bottom (those of a closed group are not); first the open shifts, where shown. */
  readonly rows: readonly Row[];
  /** The window on the axis. */
  readonly from: number;
  readonly to: number;
  readonly pixelsPerHour: number;
  /** Width of the row heads: where the axis starts. */
  readonly headWidth: number;

  /** The instant under the pointer; beyond the axis' ends before `from` or after `to`. */
  timeAt(clientX: number): number;
  /** Content pixels. */
  xOf(instant: number): number;
  /** The row under the pointer; null over the axis, a group's head, or below the last row. */
  rowAt(clientY: number): Row | null;
  /** Content pixels, now: the open shifts stay in view while the rest scrolls. null: no such row on screen. */
  rowTop(rowKey: string): number | null;
  rowHeight(rowKey: string): number | null;
  /** Where a bar is drawn, in content pixels, mounted or not; null: not on the canvas. */
  boxOf(key: BarKey): Box | null;
  rowOf(key: BarKey): Row | null;
  bar(key: BarKey): Bar | null;
  /** In order of their start. */
  barsInOrder(rowKey: string): readonly Bar[];
  /** The element of a bar, while it is mounted; bars far outside the view are not. */
  elementOf(key: BarKey): HTMLElement | null;
  /** Bars of a shift, whoever's they are. */
  barsOfShift(shiftId: string): readonly BarKey[];

  /** Bring a bar into view, opening its group where that is closed; false: it is not in the plan shown. */
  scrollToBar(key: BarKey): boolean;
  scrollToTime(instant: number): void;
  scrollToRow(rowKey: string): boolean;
}

interface GeometryState {
  /** null until the plan is drawn. */
  readonly geometry: CanvasGeometry | null;
}

export const useGeometryState = create<GeometryState>(() => ({ geometry: null }));

/** For components; changes whenever rows, zoom, window or size do. */
export function useCanvasGeometry(): CanvasGeometry | null {
  return useGeometryState((state) => state.geometry);
}

/** For event handlers. */
export function canvasGeometry(): CanvasGeometry | null {
  return useGeometryState.getState().geometry;
}
