import { CalendarSearch, CalendarX2 } from "lucide-react";

import { useShift } from "@/api/queries/useShift";
import { ProblemError } from "@/api/problem";
import { HistoryOf } from "@/features/shift/History";
import { TEXTS } from "@/features/shift/texts";
import { dayOf } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { useSelection } from "@/state/selection";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { changeView } from "@/view/useView";
import { longDay } from "@/view/format";

/** In the place of a shift that the plan on screen does not hold: deleted meanwhile, or of another period. */
export function Missing({ shiftId, plan, zone }: { shiftId: string; plan: Plan; zone: string }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const close = useSelection((state) => state.close);
  const shift = useShift(shiftId, plan.sequence);
  if (shift.data) {
    const startsAt = Date.parse(shift.data.starts_at);
    return (
      <EmptyState icon={<CalendarSearch size={22} />} title={texts.elsewhere}>
        <p>{longDay(startsAt, zone, language)}</p>
        <Button onClick={() => changeView({ date: dayOf(startsAt, zone) }, true)}>{texts.show}</Button>
      </EmptyState>
    );
  }
  if (!(shift.error instanceof ProblemError)) return <p role="status">{texts.loading}</p>;
  if (shift.error.status !== 404) return <p role="alert">{shift.error.message}</p>;
  return (
    <>
      <EmptyState icon={<CalendarX2 size={22} />} title={texts.gone}>
        <p>{texts.goneWhy}</p>
        <Button onClick={close}>{texts.close}</Button>
      </EmptyState>
      <HistoryOf ids={[shiftId]} plan={plan} zone={zone} />
    </>
  );
}
