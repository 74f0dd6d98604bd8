import type { AvailabilityRecord } from "@/api/queries/useAvailability";
import { bodyOf, formOf } from "@/features/people/availabilityForm";
import type { Texts } from "@/features/people/texts";
import type { Language } from "@/i18n/language";
import { formatter, shortDay, span } from "@/view/format";

/** `Mon 2 Mar – Fri 6 Mar`, `Mon 2 Mar, 09:00 – 12:00`, `Mon, Wed, 18:00 – 01:30` */
export function timeOf(record: AvailabilityRecord, zone: string, language: Language, texts: Texts): string {
  const form = formOf(record, zone);
  if (record.recurrence) {
    const weekday = formatter(language, "UTC", { weekday: "short" });
    const all = form.weekdays.length === 7;
    // 5 January 1970 was a Monday.
    const days = all
      ? texts.weekly
      : form.weekdays.map((day) => weekday.format((day + 3) * 86_400_000)).join(", ");
    const { start, end } = form;
    const hours = form.wholeDays
      ? texts.wholeDay
      : `${start.time} – ${end.time}${end.time <= start.time ? ` (${texts.nightEnd})` : ""}`;
    const until = form.validUntil === "" ? "" : `, ${texts.until(dateOf(form.validUntil, language))}`;
    return `${days}, ${hours}${until}`;
  }
  const sent = bodyOf(form, record.collaborator_id, zone);
  if ("fault" in sent) return "";
  const from = Date.parse(sent.body.starts_at ?? "");
  const to = Date.parse(sent.body.ends_at ?? "");
  if (!form.wholeDays) return `${shortDay(from, zone, language)}, ${span(from, to, zone, language)}`;
  const first = shortDay(from, zone, language);
  const last = shortDay(to - 1, zone, language);
  return first === last ? first : `${first} – ${last}`;
}

function dateOf(date: string, language: Language): string {
  return formatter(language, "UTC", { dateStyle: "medium" }).format(Date.parse(date));
}
