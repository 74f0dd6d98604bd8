/** A canvas to draw parts of in tests: the plan's window, 1,000 pixels wide. */
import type { Drawing } from "@/features/canvas/drawing";
import { elsewhere } from "@/features/canvas/elsewhere";
import { faces } from "@/features/canvas/face";
import { measuresOf } from "@/features/canvas/layout";
import { TEXTS } from "@/features/canvas/texts";
import { scaleOf } from "@/geometry/scale";
import type { Plan } from "@/plan/model";
import { FIRST_VIEW, type Zoom } from "@/view/view";

export function aDrawing(plan: Plan, zoom: Zoom = "week"): Drawing {
  const context = { plan, zone: "Europe/Paris", language: "en", texts: TEXTS.en } as const;
  return {
    ...context,
    view: { ...FIRST_VIEW, zoom },
    scale: scaleOf(plan.window, zoom, 1000),
    measures: measuresOf(zoom, 1200),
    period: plan.window,
    hoursOf: "",
    days: [],
    clockChanges: [],
    faceOf: faces(context),
    backdropsOf: () => [],
    elsewhereOf: elsewhere(context),
  };
}
