/** How a shift and a person are named in sentences. */
import type { Plan, Shift } from "@/plan/model";
import type { Language } from "@/i18n/language";
import { clock, shortDay, span } from "@/view/format";

/** `Stage hand, Mon 2 Mar 09:00` */
export function titleOf(
  plan: Plan,
  shift: Pick<Shift, "roleId" | "startsAt">,
  zone: string,
  language: Language,
): string {
  const when = `${shortDay(shift.startsAt, zone, language)} ${clock(shift.startsAt, zone, language)}`;
  const role = plan.roles.get(shift.roleId)?.name;
  return role === undefined ? when : `${role}, ${when}`;
}

/** `Mon 2 Mar, 09:00 – 17:00` */
export function whenOf(shift: Pick<Shift, "startsAt" | "endsAt">, zone: string, language: Language): string {
  return `${shortDay(shift.startsAt, zone, language)}, ${span(shift.startsAt, shift.endsAt, zone, language)}`;
}
