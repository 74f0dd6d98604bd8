import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";

import { Band } from "@/features/canvas/Band";
import { DrawingProvider } from "@/features/canvas/drawing";
import { laidRow } from "@/features/canvas/layout";
import { aDrawing } from "@/features/canvas/testing";
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
  const drawing = aDrawing(plan);
  const row = rowsOf(plan, FIRST_VIEW)[0];
  if (!row) throw new Error("no open shifts");
  render(
    <DrawingProvider value={drawing}>
      <Band laid={laidRow(row, drawing.scale, drawing.measures)} seen={plan.window} height={room} />
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
