import { render } from "@testing-library/react";
import { expect, test } from "vitest";

import { DrawingProvider } from "@/features/canvas/drawing";
import { NowLine } from "@/features/canvas/Ground";
import { aDrawing } from "@/features/canvas/testing";
import { aPlan } from "@/testing/plan";

const DAY = 86_400_000;

/** Pixels from the left at which the present is drawn on a week that began so long ago; null: it is not. */
function lineOn(begun: number): number | null {
  const from = Date.now() - begun;
  const drawing = aDrawing({ ...aPlan(), window: { from, to: from + 7 * DAY } });
  const { container } = render(
    <DrawingProvider value={drawing}>
      <NowLine />
    </DrawingProvider>,
  );
  const line = container.querySelector("div");
  return line && Number.parseFloat(line.style.left) - drawing.measures.head;
}

test("a line stands at the present moment", () => {
  expect(lineOn(3.5 * DAY)).toBeCloseTo(500, -1);
});

test("a week without the present has no such line", () => {
  expect([lineOn(8 * DAY), lineOn(-DAY)]).toEqual([null, null]);
});
