/** Short names of the rules for lists and filters; a rule of another package goes by its code. */
import type { Language } from "@/i18n/language";

const NAMES: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    absence: "Absence",
    average_weekly_hours: "Average weekly hours",
    consecutive_days: "Days in a row",
    contract_hours: "Contract hours",
    contract_pattern: "Contract pattern",
    daily_hours: "Daily hours",
    double_booking: "Double booking",
    hard_capacity: "Capacity exceeded",
    inactive_person: "Inactive person",
    min_rest: "Daily rest",
    missing_break: "Missing break",
    missing_skill: "Missing skill",
    outside_availability: "Outside availability",
    role_mismatch: "Role not held",
    shift_length: "Length of the day",
    site_blackout: "Site closed",
    site_mismatch: "Other site",
    soft_capacity: "Above the usual capacity",
    succession: "Succession of shifts",
    understaffed: "Understaffed",
    undesired_time: "Unwanted time",
    weekly_hours: "Weekly hours",
    weekly_rest: "Weekly rest",
  },
  fr: {
    absence: "Absence",
    average_weekly_hours: "Moyenne hebdomadaire",
    consecutive_days: "Jours d’affilée",
    contract_hours: "Heures du contrat",
    contract_pattern: "Rythme du contrat",
    daily_hours: "Durée quotidienne",
    double_booking: "Double affectation",
    hard_capacity: "Capacité dépassée",
    inactive_person: "Personne inactive",
    min_rest: "Repos quotidien",
    missing_break: "Pause manquante",
    missing_skill: "Compétence manquante",
    outside_availability: "Hors disponibilité",
    role_mismatch: "Rôle non tenu",
    shift_length: "Amplitude",
    site_blackout: "Site fermé",
    site_mismatch: "Autre site",
    soft_capacity: "Au-delà de la capacité usuelle",
    succession: "Enchaînement de shifts",
    understaffed: "Sous-effectif",
    undesired_time: "Horaire non souhaité",
    weekly_hours: "Durée hebdomadaire",
    weekly_rest: "Repos hebdomadaire",
  },
};

export function ruleName(code: string, language: Language): string {
  const known = NAMES[language][code];
  if (known !== undefined) return known;
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
