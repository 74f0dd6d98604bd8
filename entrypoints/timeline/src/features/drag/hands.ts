/** What gestures work with. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { useMay } from "@/api/queries/useMe";
import { previewChanges } from "@/api/queries/usePreview";
import { Judge } from "@/features/drag/judge";
import { TEXTS, type DragTexts } from "@/features/drag/texts";
import { deskOf } from "@/features/edits/desk";
import { useEdits, type Edits } from "@/features/edits/useEdits";
import { useLanguage, useTexts, type Language } from "@/i18n/language";
import type { Plan, Shift } from "@/plan/model";
import { usePlan } from "@/view/usePlan";
import { shortDay } from "@/view/format";
import { useView } from "@/view/useView";
import type { View } from "@/view/view";

export interface Hands {
  /** The newest plan, edits under way included. */
  readonly plan: () => Plan | null;
  readonly zone: string;
  readonly zoom: View["zoom"];
  readonly snap: View["snap"];
  readonly language: Language;
  readonly texts: DragTexts;
  readonly edits: Edits;
  readonly judge: Judge;
  readonly mayWrite: boolean;
}

export function useHands(): Hands {
  const client = useQueryClient();
  const { zone } = usePlan();
  const { zoom, snap } = useView();
  const language = useLanguage();
  const texts = useTexts(TEXTS);
  const edits = useEdits();
  const mayWrite = useMay("write");
  return useMemo(
    () => ({
      plan: deskOf(client).plan,
      zone,
      zoom,
      snap,
      language,
      texts,
      edits,
      judge: new Judge(previewChanges, zone),
      mayWrite,
    }),
    [client, zone, zoom, snap, language, texts, edits, mayWrite],
  );
}

/** What edits are called: one shift by its role and day, several by their number. */
export function nameOfShifts(plan: Plan, shifts: readonly Shift[], hands: NamingHands): string {
  const [shift] = shifts;
  if (!shift || shifts.length > 1) return hands.texts.several(shifts.length);
  const role = plan.roles.get(shift.roleId)?.name ?? "";
  return hands.texts.theShift(role, shortDay(shift.startsAt, hands.zone, hands.language));
}

export type NamingHands = Pick<Hands, "texts" | "zone" | "language">;
