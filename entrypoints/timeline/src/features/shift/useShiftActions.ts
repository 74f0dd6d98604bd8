import { TEXTS } from "@/features/shift/texts";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { titleOf } from "@/features/shift/wording";
import { useEdits } from "@/features/edits/useEdits";
import { useLanguage, useTexts } from "@/i18n/language";
import { changeShift, newId, shiftData } from "@/plan/changes";
import { useSelection } from "@/state/selection";

/** What can be done with a shift as a whole. */
export function useShiftActions({ plan, shift, zone }: ShiftOnScreen) {
  const { apply } = useEdits();
  const language = useLanguage();
  const { did } = useTexts(TEXTS);
  const title = titleOf(plan, shift, zone, language);
  return {
    publish: () =>
      apply({
        label: did.published(title),
        changes: [changeShift(shift, { status: "published" })],
        final: true,
      }),
    cancel: () =>
      apply({ label: did.cancelled(title), changes: [changeShift(shift, { status: "cancelled" })] }),
    restore: () => apply({ label: did.restored(title), changes: [changeShift(shift, { status: "draft" })] }),
    remove: async () => {
      useSelection.getState().close();
      await apply({
        label: did.removed(title),
        changes: [{ op: "delete", entity: "shift", id: shift.id, version: shift.version }],
      });
    },
    duplicate: async () => {
      const id = newId();
      const kept = await apply({
        label: did.duplicated(title),
        changes: [
          {
            op: "create",
            entity: "shift",
            id,
            data: { ...shiftData(shift), status: "draft", externalRef: null },
          },
        ],
      });
      if (kept) useSelection.getState().open({ kind: "shift", shiftId: id });
    },
  };
}
