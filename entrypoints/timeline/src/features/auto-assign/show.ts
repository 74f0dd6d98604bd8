/** A proposal or a shift shown on the plan. */
import { showConflict } from "@/features/conflicts/showConflict";
import type { Shift } from "@/plan/model";
import { useSelection } from "@/state/selection";

export function showProposal(shift: Shift, assignmentId: string): void {
  const found = showConflict({ shift_ids: [shift.id], assignment_ids: [assignmentId], details: {} });
  if (!found) openShift(shift.id);
}

/** The shift's own bar; where it is not on the plan as shown, its panel. */
export function showShift(shiftId: string): void {
  const found = showConflict({ shift_ids: [shiftId], assignment_ids: [], details: { missing: 1 } });
  if (!found) openShift(shiftId);
}

/** Its panel, where people can be chosen. */
export function openShift(shiftId: string): void {
  useSelection.getState().open({ kind: "shift", shiftId });
}
