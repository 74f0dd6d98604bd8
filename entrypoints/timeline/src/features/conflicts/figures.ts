/** A finding's figures in words. */
import type { Language } from "@/i18n/language";
import type { Conflict } from "@/plan/model";
import { duration } from "@/view/format";

const WORDS: Readonly<Record<Language, Readonly<Record<string, readonly [one: string, many: string]>>>> = {
  en: {
    days: ["day", "days"],
    people: ["person", "people"],
    shifts: ["shift", "shifts"],
    skills: ["skill", "skills"],
    weekends: ["weekend", "weekends"],
    weeks: ["week", "weeks"],
  },
  fr: {
    days: ["jour", "jours"],
    people: ["personne", "personnes"],
    shifts: ["shift", "shifts"],
    skills: ["compétence", "compétences"],
    weekends: ["week-end", "week-ends"],
    weeks: ["semaine", "semaines"],
  },
};

export interface Figures {
  readonly found: string | null;
  readonly limit: string | null;
}

/** What was found and the limit; null where a rule gives no such number. */
export function figuresOf({ details }: Pick<Conflict, "details">, language: Language): Figures {
  const unit = typeof details.unit === "string" ? details.unit : "";
  const { found, limit } = details;
  // Where nothing at all is allowed, a limit of none says nothing.
  return { found: amount(found, unit, language), limit: limit === 0 ? null : amount(limit, unit, language) };
}

function amount(value: unknown, unit: string, language: Language): string | null {
  if (typeof value !== "number") return null;
  if (unit === "minutes") return duration(value);
  const words = WORDS[language][unit];
  const plural = language === "fr" ? Math.abs(value) >= 2 : Math.abs(value) !== 1;
  return `${value} ${words ? words[plural ? 1 : 0] : unit}`.trim();
}
