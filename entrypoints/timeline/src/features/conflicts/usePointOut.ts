import { useCallback } from "react";

import { canvasGeometry } from "@/features/canvas/geometry";
import { showConflict } from "@/features/conflicts/showConflict";
import { TEXTS } from "@/features/conflicts/texts";
import { NO_FILTERS } from "@/features/filters/facets";
import { dayOf } from "@/geometry/calendar";
import { useTexts } from "@/i18n/language";
import type { Conflict } from "@/plan/model";
import { tell } from "@/state/notices";
import { usePlan } from "@/view/usePlan";
import { changeView } from "@/view/useView";

/** Show a finding on the plan; where it is not on it as shown, offer the way there. */
export function usePointOut(): (conflict: Conflict) => void {
  const texts = useTexts(TEXTS);
  const { window, zone } = usePlan();
  return useCallback(
    (conflict) => {
      if (showConflict(conflict)) return;
      const person = conflict.collaborator_ids.find((id) =>
        canvasGeometry()?.scrollToRow(`collaborator:${id}`),
      );
      if (person !== undefined) return;
      const at = Date.parse(conflict.starts_at);
      const inPeriod = window !== null && at >= window.from && at < window.to;
      const go = () => changeView({ ...NO_FILTERS, ...(inPeriod ? {} : { date: dayOf(at, zone) }) }, true);
      tell({
        tone: "info",
        title: texts.notHere,
        lines: [texts.notHereWhy],
        action: { label: texts.goThere, run: go },
      });
    },
    [texts, window, zone],
  );
}
