import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { Band } from "@/features/canvas/Band";
import { DrawingProvider, type Drawing } from "@/features/canvas/drawing";
import { faces } from "@/features/canvas/face";
import { laidRow, measuresOf } from "@/features/canvas/layout";
import { TEXTS } from "@/features/canvas/texts";
import { scaleOf } from "@/geometry/scale";
import { rowsOf } from "@/plan/rows";
import { aPlan, aShift } from "@/testing/plan";
import { FIRST_VIEW } from "@/view/view";

afterEach(() => vi.restoreAllMocks());

/** The band of that many open shifts at once, in a room of that many pixels. */
function open(shifts: number, room: number) {
  // jsdom lays nothing out: what scrolls is as high as it is told to be.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(room);
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(private readonly read: () => void) {}
      observe = () => this.read();
      disconnect = () => undefined;
    },
  );
  const plan = aPlan(Array.from({ length: shifts }, (_, n) => aShift(String(n))));
  const measures = measuresOf("week", 1200);
  const scale = scaleOf(plan.window, "week", 1000);
  const context = { plan, zone: "Europe/Paris", language: "en", texts: TEXTS.en } as const;
  const drawing: Drawing = {
    ...context,
    view: FIRST_VIEW,
    scale,
    measures,
    period: plan.window,
    days: [],
    clockChanges: [],
    faceOf: faces(context),
    backdropsOf: () => [],
  };
  const row = rowsOf(plan, FIRST_VIEW)[0];
  if (!row) throw new Error("no open shifts");
  render(
    <DrawingProvider value={drawing}>
      <Band laid={laidRow(row, scale, measures)} seen={plan.window} height={room} />
    </DrawingProvider>,
  );
}

test("open shifts that scroll can have the focus and say what they are", () => {
  open(9, 140);

  expect(screen.getByRole("row", { name: "9 shifts lack people" }).tabIndex).toBe(0);
});

test("open shifts that all fit are no stop of the Tab key", () => {
  open(2, 140);

  expect(screen.getAllByRole("row").map((row) => row.getAttribute("tabindex"))).toEqual([null, null]);
});
