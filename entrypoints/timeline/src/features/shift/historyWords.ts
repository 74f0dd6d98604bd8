/** Audit entries of shifts and assignments in words. */
import type { AuditEntry } from "@/api/queries/useAudit";
import type { Language } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { dayAndClock } from "@/view/format";

export interface Alteration {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface HistoryLine {
  readonly id: string;
  readonly at: number;
  readonly who: string;
  /** `Ana Diaz: confirmed` */
  readonly what: string;
  readonly alterations: readonly Alteration[];
}

export interface HistoryTexts {
  readonly shift: Readonly<Record<string, string>>;
  readonly assignment: Readonly<Record<string, (name: string) => string>>;
  readonly other: (action: string) => string;
  readonly person: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly nothing: string;
  readonly yes: string;
  readonly no: string;
}

interface Around {
  readonly plan: Plan;
  readonly zone: string;
  readonly language: Language;
  readonly texts: HistoryTexts;
}

type State = Readonly<Record<string, unknown>>;

/** Fields that say nothing to a planner. */
const SILENT = new Set([
  "id",
  "version",
  "changed_since_publication",
  "ever_published",
  "source",
  "shift_id",
  "collaborator_id",
  "external_ref",
]);

export function historyLine(entry: AuditEntry, around: Around): HistoryLine {
  const { before, after } = entry;
  const alterations = before && after ? alterationsOf(before, after, around) : [];
  return {
    id: entry.id,
    at: Date.parse(entry.timestamp),
    who: entry.user_id,
    what: whatOf(entry, after ?? before ?? {}, around),
    // The sentence tells a change of status itself.
    alterations: isStatusOnly(alterations, around.texts) ? [] : alterations,
  };
}

function isStatusOnly(alterations: readonly Alteration[], texts: HistoryTexts): boolean {
  return alterations.length === 1 && alterations[0]?.field === texts.fields.status;
}

function whatOf(entry: AuditEntry, state: State, { plan, texts }: Around): string {
  const key = actionOf(entry);
  if (entry.entity === "assignment") {
    const id = state.collaborator_id;
    const name = (typeof id === "string" ? plan.collaborators.get(id)?.name : undefined) ?? texts.person;
    return texts.assignment[key]?.(name) ?? `${name}: ${texts.other(entry.action)}`;
  }
  return texts.shift[key] ?? texts.other(entry.action);
}

/** An update that is about one thing is told as that thing. */
function actionOf({ entity, action, before, after }: AuditEntry): string {
  if (action !== "update" || !before || !after) {
    return action === "create" && entity === "assignment" && after
      ? `create_${String(after.status)}`
      : action;
  }
  if (before.status !== after.status) return String(after.status);
  if (entity === "assignment" && before.locked !== after.locked) return after.locked ? "lock" : "unlock";
  return action;
}

function alterationsOf(before: State, after: State, around: Around): Alteration[] {
  return Object.keys(after)
    .filter((name) => !SILENT.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => ({
      field: around.texts.fields[name] ?? name,
      from: valueOf(name, before[name], around),
      to: valueOf(name, after[name], around),
    }));
}

function valueOf(name: string, value: unknown, around: Around): string {
  const { plan, zone, language, texts } = around;
  if (value === null || value === undefined || value === "") return texts.nothing;
  if (Array.isArray(value)) {
    return value.length === 0 ? texts.nothing : value.map((one) => valueOf(name, one, around)).join(", ");
  }
  if (typeof value === "boolean") return value ? texts.yes : texts.no;
  if (typeof value === "object") return "reason" in value ? String(value.reason) : JSON.stringify(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (name.endsWith("_at")) return dayAndClock(Date.parse(text), zone, language);
  const named =
    plan.missions.get(text) ?? plan.sites.get(text) ?? plan.roles.get(text) ?? plan.skills.get(text);
  return named?.name ?? texts.values[text] ?? text;
}
