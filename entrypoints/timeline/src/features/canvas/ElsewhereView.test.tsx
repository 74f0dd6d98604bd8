import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { DrawingProvider } from "@/features/canvas/drawing";
import { ElsewhereView } from "@/features/canvas/ElsewhereView";
import { laidRow } from "@/features/canvas/layout";
import { aDrawing } from "@/features/canvas/testing";
import type { Plan } from "@/plan/model";
import { rowsOf } from "@/plan/rows";
import { aPlan, at } from "@/testing/plan";
import { FIRST_VIEW, type Zoom } from "@/view/view";

/** Ana works elsewhere on Sunday night before the week, and on Wednesday. */
const PLAN: Plan = {
  ...aPlan(),
  elsewhere: [
    { collaboratorId: "ana", startsAt: at("03-01 20:00"), endsAt: at("03-02 12:00") },
    { collaboratorId: "ana", startsAt: at("03-04 00:00"), endsAt: at("03-05 00:00") },
  ],
};

function draw(zoom: Zoom, seen = PLAN.window) {
  const drawing = aDrawing(PLAN, zoom);
  const row = rowsOf(PLAN, FIRST_VIEW).find((one) => one.label === "Ana");
  if (!row) throw new Error("Ana");
  const laid = laidRow(row, drawing.scale, drawing.measures);
  return render(
    <DrawingProvider value={drawing}>
      <ElsewhereView laid={laid} {...seen} />
    </DrawingProvider>,
  );
}

test("work elsewhere is a cell with a name, which nobody can take hold of", () => {
  draw("week");

  const cells = screen.getAllByRole("gridcell", { name: /^Ana, .*works elsewhere/ });

  expect(cells).toHaveLength(2);
  for (const cell of cells) {
    expect(cell.getAttribute("aria-readonly")).toBe("true");
    expect(cell.hasAttribute("data-bar")).toBe(false);
    expect(cell.hasAttribute("tabindex")).toBe(false);
  }
});

test("it stands at its time, cut off where the window begins", () => {
  draw("week");

  const [before, day] = screen.getAllByRole("gridcell").map((one) => one.style);

  expect(before?.left).toBe("0px");
  expect(Number.parseFloat(before?.width ?? "")).toBeCloseTo(1000 / 14, 0);
  expect(Number.parseFloat(day?.left ?? "")).toBeCloseTo((1000 / 7) * 2, 0);
  expect(Number.parseFloat(day?.width ?? "")).toBeCloseTo(1000 / 7, 0);
});

test("it says so where there is room for a word, and in the month nowhere", () => {
  const week = draw("week").container.textContent;
  const month = draw("month").container.textContent;

  expect([week, month]).toEqual(["BusyBusy", ""]);
});

test("what is out of view is not drawn", () => {
  draw("week", { from: at("03-06 00:00"), to: at("03-07 00:00") });

  expect(screen.queryAllByRole("gridcell")).toEqual([]);
});
