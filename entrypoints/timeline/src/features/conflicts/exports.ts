/** Findings as files. */
import { figuresOf } from "@/features/conflicts/figures";
import { ruleName } from "@/features/conflicts/ruleNames";
import type { Rule } from "@/api/queries/useRules";
import type { Language } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "type",
    "exception",
    "rule",
    "name",
    "finding",
    "start",
    "end",
    "people",
    "sites",
    "found",
    "limit",
    "legal source",
  ],
  fr: [
    "type",
    "dérogation",
    "règle",
    "nom",
    "constat",
    "début",
    "fin",
    "personnes",
    "sites",
    "constaté",
    "limite",
    "source légale",
  ],
};
const YES: Readonly<Record<Language, string>> = { en: "yes", fr: "oui" };
/** Lets spreadsheets read the file as UTF-8. */
const MARK = "\uFEFF";

export interface ExportContext {
  readonly plan: Plan;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly language: Language;
}

/**
 * A CSV that a spreadsheet of the user's language opens as it is: the separator is the semicolon in French; a cell
 * that a spreadsheet would take for a formula is marked as text.
 */
export function csvOf(conflicts: readonly Conflict[], context: ExportContext): string {
  const { language } = context;
  const separator = language === "fr" ? ";" : ",";
  const rows = [HEAD[language], ...conflicts.map((one) => cellsOf(one, context))];
  return MARK + rows.map((row) => row.map(quoted).join(separator)).join("\r\n") + "\r\n";
}

export function jsonOf(conflicts: readonly Conflict[], { plan }: ExportContext): string {
  const period = { from: new Date(plan.window.from), to: new Date(plan.window.to) };
  return `${JSON.stringify({ ...period, conflicts }, null, 2)}\n`;
}

function cellsOf(conflict: Conflict, { plan, rules, language }: ExportContext): string[] {
  const { found, limit } = figuresOf(conflict, language);
  const sites = new Set(
    conflict.shift_ids.flatMap((id) => plan.sites.get(plan.shifts.get(id)?.siteId ?? "")?.name ?? []),
  );
  return [
    conflict.type,
    conflict.overridden ? YES[language] : "",
    conflict.rule,
    ruleName(conflict.rule, language),
    conflict.message,
    conflict.starts_at,
    conflict.ends_at,
    conflict.collaborator_ids.map((id) => plan.collaborators.get(id)?.name ?? id).join("; "),
    [...sites].join("; "),
    found ?? "",
    limit ?? "",
    rules.get(conflict.rule)?.legal_source ?? "",
  ];
}

function quoted(cell: string): string {
  const safe = /^[\s]*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** Hand a file to the user. */
export function download(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  // The browser has taken the file over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
