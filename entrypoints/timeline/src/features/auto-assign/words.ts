/** Why a person was proposed, in words. */
import type { AutoAssignTexts } from "@/features/auto-assign/texts";
import type { Language } from "@/i18n/language";
import type { Plan } from "@/plan/model";

type Reasons = Readonly<Record<string, unknown>>;

/** Sentences, the weightiest first; what a solver tells that has no words here is left out. */
export function inWords(
  score: number,
  reasons: Reasons,
  plan: Plan,
  texts: AutoAssignTexts,
  language: Language,
): string[] {
  const soft = number(reasons, "soft");
  const load = number(reasons, "load");
  return [
    ...(soft === null ? [] : [soft > 0 ? texts.soft(soft) : texts.noSoft]),
    ...(positive(reasons, "wishes") ? [texts.wish] : []),
    ...(positive(reasons, "continuity") ? [texts.continuity] : []),
    ...(load === null ? [] : [texts.load(decimal(load, language))]),
    ...ahead(score, reasons, plan, texts, language),
  ];
}

function ahead(score: number, { runner_up: second }: Reasons, plan: Plan, t: AutoAssignTexts, l: Language) {
  if (typeof second !== "object" || second === null) return [];
  const { collaborator_id: id, score: other } = second as Reasons;
  const name = typeof id === "string" ? plan.collaborators.get(id)?.name : undefined;
  return name !== undefined && typeof other === "number" && score > other
    ? [t.ahead(name, decimal(score - other, l))]
    : [];
}

export function decimal(value: number, language: Language): string {
  return value.toLocaleString(language, { maximumFractionDigits: 1 });
}

function number(reasons: Reasons, name: string): number | null {
  const value = reasons[name];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function positive(reasons: Reasons, name: string): boolean {
  return (number(reasons, name) ?? 0) > 0;
}
