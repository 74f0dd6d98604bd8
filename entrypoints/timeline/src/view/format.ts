/** Instants and durations in words, in the user's language and the zone shown. */
import type { Language } from "@/i18n/language";

const kept = new Map<string, Intl.DateTimeFormat>();

export function formatter(
  language: Language,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let made = kept.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { timeZone: zone, ...options });
    kept.set(key, made);
  }
  return made;
}

/** `14:30` */
export function clock(instant: number, zone: string, language: Language): string {
  return formatter(language, zone, { hour: "2-digit", minute: "2-digit" }).format(instant);
}

/** `GMT+2`: how far the zone's clock is then from universal time. */
export function offsetName(instant: number, zone: string, language: Language): string {
  const parts = formatter(language, zone, { timeZoneName: "shortOffset" }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** `Mon 2 Mar` */
export function shortDay(instant: number, zone: string, language: Language): string {
  return formatter(language, zone, { weekday: "short", day: "numeric", month: "short" }).format(instant);
}

/** `Monday 2 March 2026` */
export function longDay(instant: number, zone: string, language: Language): string {
  return formatter(language, zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(instant);
}

/** `Mon 2 Mar, 14:30` */
export function dayAndClock(instant: number, zone: string, language: Language): string {
  return `${shortDay(instant, zone, language)}, ${clock(instant, zone, language)}`;
}

/** `14:30 – 18:00`, with the day of an end on another day. */
export function span(from: number, to: number, zone: string, language: Language): string {
  const sameDay = shortDay(from, zone, language) === shortDay(to - 1, zone, language);
  return `${clock(from, zone, language)} – ${sameDay ? clock(to, zone, language) : dayAndClock(to, zone, language)}`;
}

/** `7 h 30`, `45 min`, `35 h` */
export function duration(minutes: number): string {
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  const sign = minutes < 0 ? "−" : "";
  if (hours === 0) return `${sign}${rest} min`;
  return rest === 0 ? `${sign}${hours} h` : `${sign}${hours} h ${String(rest).padStart(2, "0")}`;
}
