/** What differs between two published states, in words, shift by shift and person by person. */
import type { PlanDiff } from "@/api/queries/usePublicationDiff";
import type { Texts } from "@/features/publish/texts";
import type { Language } from "@/i18n/language";
import { isolated } from "@/plan/bidi";
import type { Plan } from "@/plan/model";
import { dayAndClock, duration, span } from "@/view/format";

export type ShiftDifference = PlanDiff["changed"][number];
type Published = NonNullable<ShiftDifference["before"]>;
export type DifferenceKind = "added" | "changed" | "removed";

export interface Words {
  readonly plan: Plan;
  /** Names of people whom the plan of the window does not hold. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of templates by id. */
  readonly templates: ReadonlyMap<string, string>;
  readonly texts: Texts;
  readonly language: Language;
  readonly zone: string;
}

export interface ShiftLine {
  readonly kind: DifferenceKind;
  readonly shiftId: string;
  /** `Mon 2 Mar, 08:00 – 16:00` */
  readonly when: string;
  /** Role, mission, site. */
  readonly what: string;
  /** Who is on it. */
  readonly staff: readonly string[];
  readonly changes: readonly FieldChange[];
}

export interface FieldChange {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

export interface PersonLine {
  readonly id: string;
  readonly name: string;
  readonly shifts: readonly ShiftLine[];
}

export function namesIn(diff: PlanDiff): ReadonlyMap<string, string> {
  return new Map(diff.people.map((one) => [one.collaborator_id, isolated(one.name)]));
}

export function isEmpty(diff: PlanDiff): boolean {
  return diff.added.length + diff.changed.length + diff.removed.length === 0;
}

export function shiftLines(diff: PlanDiff, kind: DifferenceKind, words: Words): ShiftLine[] {
  return diff[kind].flatMap((one) => shiftLine(one, kind, words) ?? []);
}

/** People in order of their names, with what each gets, sees changed, or loses. */
export function personLines(diff: PlanDiff, words: Words): PersonLine[] {
  const known = new Map([...diff.added, ...diff.changed, ...diff.removed].map((one) => [one.shift_id, one]));
  const linesOf = (ids: readonly string[], kind: DifferenceKind) =>
    ids.flatMap((id) => {
      const difference = known.get(id);
      return difference ? (shiftLine(difference, kind, words) ?? []) : [];
    });
  return diff.people
    .map((one) => ({
      id: one.collaborator_id,
      name: personName(one.collaborator_id, words),
      shifts: [
        ...linesOf(one.added, "added"),
        ...linesOf(one.changed, "changed"),
        ...linesOf(one.removed, "removed"),
      ],
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function shiftLine(difference: ShiftDifference, kind: DifferenceKind, words: Words): ShiftLine | null {
  const { before, after } = difference;
  const shown = after ?? before;
  if (!shown) return null;
  const { plan, texts } = words;
  const { shift } = shown;
  const what = [
    plan.roles.get(shift.role_id)?.name,
    plan.missions.get(shift.mission_id)?.name,
    plan.sites.get(shift.site_id)?.name,
  ];
  return {
    kind,
    shiftId: difference.shift_id,
    when: timeOf(shown, words),
    what: what.map((name) => name ?? texts.gone).join(" · "),
    staff: staffOf(shown, words),
    changes: before && after ? changesOf(before, after, difference.fields, words) : [],
  };
}

function changesOf(
  before: Published,
  after: Published,
  fields: readonly string[],
  words: Words,
): FieldChange[] {
  const { texts } = words;
  const timed = fields.includes("starts_at") || fields.includes("ends_at");
  const rest = fields.filter((one) => one !== "starts_at" && one !== "ends_at" && one !== "assignments");
  return [
    ...(timed
      ? [{ field: texts.fields.time ?? "", from: timeOf(before, words), to: timeOf(after, words) }]
      : []),
    ...rest.map((field) => ({
      field: texts.fields[field] ?? field,
      from: valueOf(before, field, words),
      to: valueOf(after, field, words),
    })),
    ...(fields.includes("assignments")
      ? [
          {
            field: texts.fields.people ?? "",
            from: staffOf(before, words).join(", ") || texts.unstaffed,
            to: staffOf(after, words).join(", ") || texts.unstaffed,
          },
        ]
      : []),
  ].filter((one) => one.from !== one.to);
}

function timeOf({ shift }: Published, { zone, language }: Words): string {
  const from = Date.parse(shift.starts_at);
  const start = dayAndClock(from, zone, language);
  const day = start.slice(0, start.lastIndexOf(","));
  return `${day}, ${span(from, Date.parse(shift.ends_at), zone, language)}`;
}

function staffOf({ assignments }: Published, words: Words): string[] {
  return assignments
    .map((one) => {
      const name = personName(one.collaborator_id, words);
      return one.status === "proposed" ? words.texts.proposed(name) : name;
    })
    .sort((a, b) => a.localeCompare(b));
}

function personName(id: string, { plan, names, texts }: Words): string {
  return plan.collaborators.get(id)?.name ?? names.get(id) ?? texts.gone;
}

function valueOf({ shift }: Published, field: string, words: Words): string {
  const { plan, texts } = words;
  const value: unknown = (shift as Record<string, unknown>)[field];
  if (Array.isArray(value)) {
    const named = value.map((id) => plan.skills.get(String(id))?.name ?? texts.gone);
    return named.length === 0 ? texts.none : named.join(", ");
  }
  if (typeof value === "number") return field === "break_minutes" ? duration(value) : String(value);
  if (typeof value !== "string" || value === "") return texts.none;
  const things = { mission_id: plan.missions, site_id: plan.sites, role_id: plan.roles }[field];
  if (things) return things.get(value)?.name ?? texts.gone;
  return field === "template_id" ? (words.templates.get(value) ?? texts.goneTemplate) : value;
}
