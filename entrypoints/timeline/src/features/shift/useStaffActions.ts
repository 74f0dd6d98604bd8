import { useEdits } from "@/features/edits/useEdits";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { useTexts } from "@/i18n/language";
import { changeAssignment, confirmed, newId, type AssignmentData } from "@/plan/changes";
import type { Assignment } from "@/plan/model";

export interface Allowance {
  readonly rules: readonly string[];
  readonly reason: string;
}

/** What can be done with the people of a shift; each is one edit that can be undone. */
export function useStaffActions({ plan, shift }: Pick<ShiftOnScreen, "plan" | "shift">) {
  const { apply } = useEdits();
  const { did, unknownPerson } = useTexts(TEXTS);
  const nameOf = (id: string) => plan.collaborators.get(id)?.name ?? unknownPerson;

  const alter = (one: Assignment, altered: Partial<AssignmentData>, label: (name: string) => string) =>
    apply({ label: label(nameOf(one.collaboratorId)), changes: [changeAssignment(one, altered)] });

  return {
    nameOf,
    accept: (one: Assignment) => alter(one, { status: "confirmed" }, did.accepted),
    reject: (one: Assignment) => alter(one, { status: "rejected" }, did.rejected),
    again: (one: Assignment) => alter(one, { status: "proposed" }, did.again),
    lock: (one: Assignment) => alter(one, { locked: true }, did.locked),
    unlock: (one: Assignment) => alter(one, { locked: false }, did.unlocked),
    note: (one: Assignment, note: string | null) => alter(one, { note }, did.noted),
    allow: (one: Assignment, given: Allowance) =>
      alter(one, { override: { ...given, userId: null } }, did.allowed),
    revoke: (one: Assignment) => alter(one, { override: null }, did.revoked),
    takeOff: (one: Assignment) =>
      apply({
        label: did.takenOff(nameOf(one.collaboratorId)),
        changes: [{ op: "delete", entity: "assignment", id: one.id, version: one.version }],
      }),
    assign: (collaboratorId: string, given: Allowance | null = null) =>
      apply({
        label: did.assigned(nameOf(collaboratorId)),
        changes: [
          {
            op: "create",
            entity: "assignment",
            id: newId(),
            data: { ...confirmed(shift, collaboratorId), override: given && { ...given, userId: null } },
          },
        ],
      }),
  };
}
