import { TEXTS } from "@/features/create/texts";
import { useEdits } from "@/features/edits/useEdits";
import { titleOf } from "@/features/shift/wording";
import { useLanguage, useTexts } from "@/i18n/language";
import { confirmed, newId, type Change, type ShiftData } from "@/plan/changes";
import type { Plan } from "@/plan/model";
import { useCreating, type AskedCreation } from "@/state/creating";
import { useSelection, type BarKey } from "@/state/selection";

export interface Wanted {
  readonly bar: BarKey;
  readonly changes: readonly Change[];
}

export interface NewIds {
  readonly shiftId: string;
  readonly assignmentId: string;
}

export function newIds(): NewIds {
  return { shiftId: newId(), assignmentId: newId() };
}

/** The changes that make a shift and, in a person's row, put that person on it. */
export function wanted(
  data: ShiftData,
  row: AskedCreation["row"],
  { shiftId, assignmentId }: NewIds,
): Wanted {
  const create: Change = { op: "create", entity: "shift", id: shiftId, data };
  if (row?.kind !== "collaborator" || row.id === null) return { bar: `s:${shiftId}`, changes: [create] };
  const person = confirmed({ id: shiftId, roleId: data.roleId }, row.id);
  return {
    bar: `a:${assignmentId}`,
    changes: [create, { op: "create", entity: "assignment", id: assignmentId, data: person }],
  };
}

/** Creates what the menu asks for; where the API refuses it, the menu comes back as it was. */
export function useCreate(plan: Plan, asked: AskedCreation, zone: string) {
  const { apply } = useEdits();
  const language = useLanguage();
  const texts = useTexts(TEXTS);
  return async ({ bar, changes }: Wanted, data: ShiftData): Promise<void> => {
    const title = titleOf(plan, data, zone, language);
    const label = changes.length > 1 && asked.row ? texts.didFor(title, asked.row.label) : texts.did(title);
    const { done, ask } = useCreating.getState();
    done();
    const { select, focus } = useSelection.getState();
    select([bar]);
    focus(bar);
    if (!(await apply({ label, changes }))) {
      if (useCreating.getState().asked === null) ask(asked);
    }
  };
}
