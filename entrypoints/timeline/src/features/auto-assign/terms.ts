/** The parts of what auto-assign keeps low, as the API tells them: points by term. */
import type { ExplainTexts } from "@/features/auto-assign/explainTexts";
import type { Language } from "@/i18n/language";

export interface Part {
  readonly term: string;
  readonly points: number;
}

/** In which order they are told where they weigh the same. */
const ORDER = [
  "missing",
  "soft",
  "contract_hours",
  "contract_pattern",
  "surplus",
  "wishes",
  "change",
  "nights",
  "weekends",
  "hours",
  "continuity",
];

/** Terms that are told at all, the heaviest first; what is no number of points is left out. */
export function partsOf(told: unknown): Part[] {
  if (typeof told !== "object" || told === null) return [];
  return Object.entries(told)
    .flatMap(([term, points]): Part[] =>
      typeof points === "number" && Number.isFinite(points) && Math.abs(points) >= LEAST
        ? [{ term, points }]
        : [],
    )
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || rank(a.term) - rank(b.term));
}

/** Points below which a part is nothing to a reader. */
const LEAST = 0.0005;

function rank(term: string): number {
  const at = ORDER.indexOf(term);
  return at < 0 ? ORDER.length : at;
}

type Names = Readonly<Record<string, string>>;

/** What a part of a penalty is called; a term of another solver goes by its own name. */
export function partName({ term, points }: Part, texts: ExplainTexts): string {
  const [terms, credits]: [Names, Names] = [texts.terms, texts.credits];
  return (points < 0 ? credits[term] : undefined) ?? terms[term] ?? spelt(term);
}

/** What a term is called where it changes, up or down. */
export function termName(term: string, texts: ExplainTexts): string {
  const known: Names = texts.short;
  return known[term] ?? spelt(term);
}

function spelt(term: string): string {
  return term.replaceAll("_", " ");
}

/** `0.24`, `42,000` */
export function points(value: number, language: Language): string {
  return figure(value, language, "auto");
}

/** `+0.24`, `−0.1` */
export function change(value: number, language: Language): string {
  return figure(value, language, "exceptZero");
}

function figure(value: number, language: Language, signDisplay: "auto" | "exceptZero"): string {
  const digits = Math.abs(value) < 0.1 ? 3 : Math.abs(value) < 100 ? 2 : 0;
  return value
    .toLocaleString(language === "fr" ? "fr-FR" : "en-GB", { maximumFractionDigits: digits, signDisplay })
    .replace("-", "−");
}

export interface RunnerUp {
  readonly personId: string;
  /** What the plan would cost more with them. */
  readonly difference: number;
  readonly parts: readonly Part[];
}

/** Who would have been next on a proposed seat, the nearest first. */
export function runnersUp({ runners_up: told }: Readonly<Record<string, unknown>>): RunnerUp[] {
  if (!Array.isArray(told)) return [];
  return told.flatMap((one: unknown): RunnerUp[] => {
    if (typeof one !== "object" || one === null) return [];
    const { collaborator_id: id, difference, terms } = one as Record<string, unknown>;
    return typeof id === "string" && typeof difference === "number" && Number.isFinite(difference)
      ? [{ personId: id, difference, parts: partsOf(terms) }]
      : [];
  });
}
