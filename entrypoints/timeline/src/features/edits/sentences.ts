/** What a refusal says, sentence by sentence. */
import { sentenceOf } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { EditTexts } from "@/features/edits/texts";
import { currentLanguage } from "@/i18n/language";
import { dayAndClock } from "@/view/format";

const MOST = 4;

const FIELDS: Record<"en" | "fr", Record<string, string>> = {
  en: {
    starts_at: "Start",
    ends_at: "End",
    break_minutes: "Break",
    headcount: "People wanted",
    soft_capacity: "Soft capacity",
    hard_capacity: "Hard capacity",
    mission_id: "Mission",
    site_id: "Site",
    role_id: "Role",
    shift_id: "Shift",
    collaborator_id: "Person",
    note: "Note",
  },
  fr: {
    starts_at: "Début",
    ends_at: "Fin",
    break_minutes: "Pause",
    headcount: "Effectif",
    soft_capacity: "Capacité souple",
    hard_capacity: "Capacité maximale",
    mission_id: "Mission",
    site_id: "Site",
    role_id: "Rôle",
    shift_id: "Shift",
    collaborator_id: "Personne",
    note: "Note",
  },
};

/** `zone` is the one in which times are shown. */
export function sentences(error: unknown, texts: Pick<EditTexts, "stale" | "more">, zone: string): string[] {
  if (!(error instanceof ProblemError)) return [sentenceOf(error)];
  if (error.kind === "stale-version") return [texts.stale];
  const lines = reasons(error, zone);
  return lines.length > MOST ? [...lines.slice(0, MOST), texts.more(lines.length - MOST)] : lines;
}

/** Each conflict, or each fault by the name of its field, or else what the refusal says as a whole. */
export function reasons(error: ProblemError, zone: string): string[] {
  const conflicts = error.body?.conflicts?.map((one) => one.message) ?? [];
  const faults = error.body?.errors?.map((one) => inWords(one.path, one.reason, zone)) ?? [];
  const lines = conflicts.length > 0 ? conflicts : faults.length > 0 ? faults : [error.message];
  return [...new Set(lines)];
}

const INSTANT = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/g;

function inWords(path: string, reason: string, zone: string): string {
  const language = currentLanguage();
  const said = reason.replace(INSTANT, (instant) => dayAndClock(Date.parse(instant), zone, language));
  const field = FIELDS[language][path.split(".").at(-1) ?? ""];
  if (field === undefined) return said.charAt(0).toUpperCase() + said.slice(1);
  return language === "fr" ? `${field} : ${said}` : `${field}: ${said}`;
}

/** Whether what was to be altered is no longer as it was, or no longer there. */
export function isStale(error: unknown): boolean {
  return error instanceof ProblemError && (error.kind === "stale-version" || error.status === 404);
}
