/** A proposal or a shift shown on the plan. */
import { showConflict } from "@/features/conflicts/showConflict";
import type { Shift } from "@/plan/model";
import { useSelection } from "@/state/selection";

export function showProposal(shift: Shift, assignmentId: string): void {
  const found = showConflict({ shift_ids: [shift.id], assignment_ids: [assignmentId], details: {} });
  if (!found) openShift(shift.id);
}

/** Its panel, where people can be chosen. */
export function openShift(shiftId: string): void {
  useSelection.getState().open({ kind: "shift", shiftId });
}
