import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";

import { BarView } from "@/features/canvas/BarView";
import { DecisionsProvider, DrawingProvider, type Decisions } from "@/features/canvas/drawing";
import { aDrawing } from "@/features/canvas/testing";
import { rowsOf } from "@/plan/rows";
import { anAssignment, aPlan, aShift } from "@/testing/plan";
import { FIRST_VIEW, type Zoom } from "@/view/view";

/** The bar of what is proposed to somebody, 60 pixels wide. */
function open(decisions: Decisions | null, width = 60, hidden = 0, zoom: Zoom = "week") {
  const plan = aPlan([aShift("one")], [anAssignment("a", "one", "ana", { status: "proposed" })]);
  const drawing = aDrawing(plan, zoom);
  const row = rowsOf(plan, FIRST_VIEW).find((one) => one.id === "ana");
  const bar = row?.bars[0];
  if (!row || !bar) throw new Error("no bar");
  render(
    <DrawingProvider value={drawing}>
      <DecisionsProvider value={decisions}>
        <BarView
          barKey={bar.key}
          shiftId="one"
          face={drawing.faceOf(bar, row)}
          left={0}
          top={0}
          width={width}
          hidden={hidden}
          before={false}
          after={false}
          selected
          focused={false}
        />
      </DecisionsProvider>
    </DrawingProvider>,
  );
}

test("a narrow bar of a proposal offers to accept it, and names the key", async () => {
  const accept = vi.fn();
  open({ accept, reject: vi.fn() });

  await userEvent.click(screen.getByLabelText(/^Accept: Ana/));

  expect(accept.mock.calls).toEqual([[["a"]]]);
  expect(screen.getByRole("gridcell").ariaLabel).toMatch(/, accept or reject it with Enter$/);
});

test("in the month too a proposal is decided on its bar", async () => {
  const reject = vi.fn();
  open({ accept: vi.fn(), reject }, 20, 0, "month");

  await userEvent.click(screen.getByLabelText(/^Reject: Ana/));

  expect(reject.mock.calls).toEqual([[["a"]]]);
});

test("who may not decide is offered nothing", () => {
  open(null);

  expect(screen.queryByLabelText(/^Accept: /)).toBeNull();
  expect(screen.getByRole("gridcell").ariaLabel).not.toMatch(/Enter/);
});

test("a bar cut off by the left edge shows what fits into the part in view", () => {
  open(null, 300, 260);

  const bar = screen.getByRole("gridcell");
  expect([bar.textContent, bar.style.paddingLeft]).toEqual(["9–17", "263px"]);
});
