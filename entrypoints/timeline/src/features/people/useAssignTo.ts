import { useEdits } from "@/features/edits/useEdits";
import { TEXTS } from "@/features/people/texts";
import { titleOf } from "@/features/shift/wording";
import { useLanguage, useTexts } from "@/i18n/language";
import { confirmed, newId } from "@/plan/changes";
import { staffOf, type Collaborator, type Plan, type Shift } from "@/plan/model";
import { useSelection, type BarKey } from "@/state/selection";

export interface ShiftTarget {
  /** Names the shift. */
  readonly title: string;
  /** Whether somebody is on it already. */
  readonly has: (collaboratorId: string) => boolean;
  readonly assign: (person: Collaborator) => Promise<boolean>;
}

/** The one shift that is selected, to be given people without a pointer; null: none, several, or a cancelled one. */
export function useAssignTo(plan: Plan, zone: string): ShiftTarget | null {
  const { apply } = useEdits();
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const selected = useSelection((state) => state.selected);
  const shift = onlyShift(plan, selected);
  if (!shift || shift.status === "cancelled") return null;
  return {
    title: titleOf(plan, shift, zone, language),
    has: (id) => staffOf(plan, shift.id).some((one) => one.collaboratorId === id),
    assign: (person) =>
      apply({
        label: texts.assigned(person.name),
        changes: [{ op: "create", entity: "assignment", id: newId(), data: confirmed(shift, person.id) }],
      }),
  };
}

function onlyShift(plan: Plan, selected: ReadonlySet<BarKey>): Shift | undefined {
  const ids = new Set(
    [...selected].flatMap((key) =>
      key.startsWith("s:") ? key.slice(2) : (plan.assignments.get(key.slice(2))?.shiftId ?? []),
    ),
  );
  const [only] = ids;
  return ids.size === 1 && only !== undefined ? plan.shifts.get(only) : undefined;
}
