/** A person as they stand in the form, and back. What the form does not show is kept as it is. */
import type { CollaboratorIn, CollaboratorRecord } from "@/api/queries/useCollaborator";

export const DURATIONS = [
  "weekly_minutes",
  "max_weekly_minutes",
  "max_daily_minutes",
  "min_period_minutes",
  "max_period_minutes",
] as const;
export const COUNTS = [
  "max_consecutive_days",
  "min_consecutive_days",
  "min_consecutive_days_off",
  "max_weekends",
  "max_shifts_per_day",
] as const;
export type ContractField = (typeof DURATIONS)[number] | (typeof COUNTS)[number];

export interface PersonForm {
  readonly name: string;
  readonly email: string;
  readonly externalRef: string;
  readonly teamId: string | null;
  readonly roleIds: readonly string[];
  readonly siteIds: readonly string[];
  readonly skillIds: readonly string[];
  /** Last day of a skill by its id; none: it does not run out. */
  readonly validUntil: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly active: boolean;
  readonly contract: Readonly<Record<ContractField, number | null>>;
}

export function personFormOf(record: CollaboratorRecord | null): PersonForm {
  return {
    name: record?.name ?? "",
    email: record?.email ?? "",
    externalRef: record?.external_ref ?? "",
    teamId: record?.team_id ?? null,
    roleIds: record?.role_ids ?? [],
    siteIds: record?.site_ids ?? [],
    skillIds: record?.skills.map((one) => one.skill_id) ?? [],
    validUntil: Object.fromEntries(
      (record?.skills ?? []).flatMap((one) =>
        one.valid_until === null ? [] : [[one.skill_id, one.valid_until]],
      ),
    ),
    timezone: record?.timezone ?? "",
    active: record?.active ?? true,
    contract: contractOf((field) => record?.contract?.[field] ?? null),
  };
}

export function personBodyOf(form: PersonForm, record: CollaboratorRecord | null): CollaboratorIn {
  const filled = [...DURATIONS, ...COUNTS].some((field) => form.contract[field] !== null);
  const templates = record?.contract?.max_shifts_per_template ?? {};
  return {
    name: form.name.trim(),
    email: orNull(form.email),
    external_ref: orNull(form.externalRef),
    team_id: form.teamId,
    role_ids: [...form.roleIds],
    site_ids: [...form.siteIds],
    skills: form.skillIds.map((id) => ({ skill_id: id, valid_until: orNull(form.validUntil[id] ?? "") })),
    timezone: orNull(form.timezone),
    active: form.active,
    contract:
      filled || Object.keys(templates).length > 0
        ? { ...form.contract, max_shifts_per_template: templates }
        : null,
  };
}

function contractOf(valueOf: (field: ContractField) => number | null): Record<ContractField, number | null> {
  const entries = [...DURATIONS, ...COUNTS].map((field) => [field, valueOf(field)] as const);
  return Object.fromEntries(entries) as Record<ContractField, number | null>;
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
