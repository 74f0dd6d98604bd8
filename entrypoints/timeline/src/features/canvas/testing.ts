/** A canvas to draw parts of in tests: a week, 1,000 pixels wide. */
import type { Drawing } from "@/features/canvas/drawing";
import { faces } from "@/features/canvas/face";
import { measuresOf } from "@/features/canvas/layout";
import { TEXTS } from "@/features/canvas/texts";
import { scaleOf } from "@/geometry/scale";
import type { Plan } from "@/plan/model";
import { FIRST_VIEW } from "@/view/view";

export function aDrawing(plan: Plan): Drawing {
  const context = { plan, zone: "Europe/Paris", language: "en", texts: TEXTS.en } as const;
  return {
    ...context,
    view: FIRST_VIEW,
    scale: scaleOf(plan.window, "week", 1000),
    measures: measuresOf("week", 1200),
    period: plan.window,
    hoursOf: "",
    days: [],
    clockChanges: [],
    faceOf: faces(context),
    backdropsOf: () => [],
  };
}
