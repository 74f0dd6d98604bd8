import { useMemo } from "react";

import { useVerdict } from "@/api/queries/useVerdict";
import { useEdits } from "@/features/edits/useEdits";
import {
  collisions,
  dataOf,
  faultsOf,
  fieldsOf,
  withEdit,
  type FieldName,
  type Faults,
  type ShiftFields,
} from "@/features/shift/draft";
import { useDrafts } from "@/features/shift/drafts";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { titleOf } from "@/features/shift/wording";
import { useLanguage, useTexts } from "@/i18n/language";
import { changeShift } from "@/plan/changes";
import type { Conflict } from "@/plan/model";

export interface ShiftForm {
  readonly fields: ShiftFields;
  readonly set: (altered: Partial<ShiftFields>) => void;
  readonly dirty: boolean;
  /** Altered here and, differently, by somebody else since. */
  readonly collided: readonly FieldName[];
  readonly keepMine: () => void;
  readonly discard: () => void;
  readonly faults: Faults;
  readonly blocking: readonly Conflict[];
  readonly warnings: readonly Conflict[];
  /** The API is being asked about what was typed last. */
  readonly asking: boolean;
  /** null: something must be filled in or settled first. */
  readonly save: (() => Promise<void>) | null;
}

/** The form of a shift. Fields that nobody touched follow the plan; what was typed stays until it is saved or given up. */
export function useDraft({ plan, shift, zone }: ShiftOnScreen): ShiftForm {
  const draft = useDrafts((state) => state.drafts.get(shift.id));
  const keep = useDrafts((state) => state.keep);
  const language = useLanguage();
  const texts = useTexts(TEXTS);
  const { apply } = useEdits();

  const edits = useMemo(() => withEdit(shift, draft?.edits ?? {}, {}, zone), [shift, draft, zone]);
  const dirty = Object.keys(edits).length > 0;
  const data = dirty ? dataOf(shift, edits, zone) : null;
  const changes = useMemo(() => (data ? [changeShift(shift, data)] : null), [shift, data]);
  const { verdict, asking } = useVerdict(changes, plan.sequence);
  const collided = draft && dirty ? collisions(draft, shift, zone) : [];
  const fields = { ...fieldsOf(shift, zone), ...edits };

  const discard = () => keep(shift.id, null);
  return {
    fields,
    dirty,
    collided,
    discard,
    asking,
    set: (altered) =>
      keep(shift.id, {
        edits: withEdit(shift, edits, altered, zone),
        base: dirty && draft ? draft.base : shift,
      }),
    keepMine: () => keep(shift.id, { edits, base: shift }),
    faults: { ...missingIn(fields, texts), ...(verdict && faultsOf(verdict.faults)) },
    blocking: verdict?.blocking ?? [],
    warnings: verdict?.warnings ?? [],
    save:
      changes && collided.length === 0
        ? async () => {
            const label = texts.did.edited(titleOf(plan, shift, zone, language));
            if (await apply({ label, changes })) discard();
          }
        : null,
  };
}

function missingIn(fields: ShiftFields, texts: (typeof TEXTS)["en"]): Faults {
  const faults: Faults = {};
  if (fields.start.date === "" || fields.start.time === "") faults.start = texts.incomplete;
  if (fields.end.date === "" || fields.end.time === "") faults.end = texts.incomplete;
  if (fields.headcount === null) faults.headcount = texts.needed;
  return faults;
}
