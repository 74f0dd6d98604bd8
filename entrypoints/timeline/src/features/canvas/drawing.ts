/** What every part of the canvas needs to draw itself; made anew only when the plan, the window or the size change. */
import { createContext, use } from "react";

import type { Face } from "@/features/canvas/face";
import type { Backdrop } from "@/features/canvas/backdrops";
import type { Busy } from "@/features/canvas/elsewhere";
import type { Measures } from "@/features/canvas/layout";
import type { CanvasTexts } from "@/features/canvas/texts";
import type { Day } from "@/geometry/calendar";
import type { Scale } from "@/geometry/scale";
import type { ClockChange } from "@/geometry/ticks";
import type { Language } from "@/i18n/language";
import type { Window } from "@/plan/model";
import type { Bar, Row } from "@/plan/rows";
import type { View } from "@/view/view";

export interface Drawing {
  readonly view: View;
  readonly scale: Scale;
  /** What figures are told of: the day that the view stands on, or the whole window. */
  readonly period: Window;
  /** What the hours of row heads are told of, in words: the week or the month. */
  readonly hoursOf: string;
  readonly measures: Measures;
  readonly zone: string;
  readonly language: Language;
  readonly texts: CanvasTexts;
  readonly days: readonly Day[];
  readonly clockChanges: readonly ClockChange[];
  readonly faceOf: (bar: Bar, row: Row) => Face;
  /** What lies behind the bars of a row. */
  readonly backdropsOf: (row: Row) => readonly Backdrop[];
  /** When the person of a row works on what is not shown. */
  readonly elsewhereOf: (row: Row) => readonly Busy[];
}

const DrawingContext = createContext<Drawing | null>(null);
export const DrawingProvider = DrawingContext.Provider;

export function useDrawing(): Drawing {
  const drawing = use(DrawingContext);
  if (!drawing) throw new Error("Drawn outside the canvas.");
  return drawing;
}

/** What may be done with proposals; null: who is signed in may not. */
export interface Decisions {
  readonly accept: (assignmentIds: readonly string[]) => void;
  readonly reject: (assignmentIds: readonly string[]) => void;
}

const DecisionsContext = createContext<Decisions | null>(null);
export const DecisionsProvider = DecisionsContext.Provider;

export function useDecisions(): Decisions | null {
  return use(DecisionsContext);
}
