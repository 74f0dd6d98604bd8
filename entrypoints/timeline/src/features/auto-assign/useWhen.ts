import { useLanguage } from "@/i18n/language";
import type { Shift } from "@/plan/model";
import { dayAndClock, shortDay, span } from "@/view/format";
import { usePlan } from "@/view/usePlan";

/** When a shift is, in the zone shown. */
export function useWhen(): (shift: Shift) => string {
  const language = useLanguage();
  const { zone } = usePlan();
  return ({ startsAt, endsAt }) => {
    const overnight = endsAt - startsAt > 86_400_000;
    return overnight
      ? `${dayAndClock(startsAt, zone, language)} – ${dayAndClock(endsAt, zone, language)}`
      : `${shortDay(startsAt, zone, language)}, ${span(startsAt, endsAt, zone, language)}`;
  };
}
