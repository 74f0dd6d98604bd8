/** Files to fill in, one for each kind of row: a header that the import knows, and a row that shows the form. */
import type { Language } from "@/i18n/language";

export const KINDS = [
  "sites",
  "roles",
  "teams",
  "skills",
  "missions",
  "collaborators",
  "shifts",
  "assignments",
  "availability",
] as const;
export type Kind = (typeof KINDS)[number];

/** Column by column: its name, and what stands there in the example. */
export const TEMPLATES: Record<Kind, readonly (readonly [column: string, example: string])[]> = {
  sites: [
    ["external_ref", "paris"],
    ["name", "Paris Nord"],
    ["timezone", "Europe/Paris"],
  ],
  roles: [
    ["external_ref", "host"],
    ["name", "Accueil"],
    ["required_skills", ""],
  ],
  teams: [
    ["external_ref", "team-a"],
    ["name", "Équipe A"],
    ["colour", "#2452cc"],
  ],
  skills: [
    ["external_ref", "first-aid"],
    ["name", "Premiers secours"],
  ],
  missions: [
    ["external_ref", "fair"],
    ["name", "Salon du livre"],
    ["starts_at", "2026-03-02T00:00:00+01:00"],
    ["ends_at", "2026-03-30T00:00:00+02:00"],
    ["sites", "paris"],
    ["roles", "host"],
    ["team", ""],
  ],
  collaborators: [
    ["external_ref", "p1"],
    ["name", "Zoé Martin"],
    ["email", ""],
    ["team", ""],
    ["sites", "paris"],
    ["roles", "host"],
    ["skills", ""],
    ["weekly_minutes", "2100"],
  ],
  shifts: [
    ["external_ref", "shift-1"],
    ["mission", "fair"],
    ["site", "paris"],
    ["role", "host"],
    ["starts_at", "2026-03-02T09:00:00+01:00"],
    ["ends_at", "2026-03-02T17:00:00+01:00"],
    ["break_minutes", "30"],
    ["headcount", "2"],
    ["note", ""],
  ],
  assignments: [
    ["shift", "shift-1"],
    ["collaborator", "p1"],
    ["status", "confirmed"],
  ],
  availability: [
    ["collaborator", "p1"],
    ["kind", "leave"],
    ["starts_at", "2026-03-09T00:00:00+01:00"],
    ["ends_at", "2026-03-14T00:00:00+01:00"],
    ["reason", ""],
  ],
};

/** Separated as the spreadsheets of the language expect it, with the mark that tells them the encoding. */
export function templateText(kind: Kind, language: Language): string {
  const separator = language === "fr" ? ";" : ",";
  const columns = TEMPLATES[kind];
  const line = (place: 0 | 1) => columns.map((column) => column[place]).join(separator);
  return `\uFEFF${line(0)}\r\n${line(1)}\r\n`;
}

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
