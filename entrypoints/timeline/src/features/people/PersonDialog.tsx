import { useState } from "react";

import { ProblemError } from "@/api/problem";
import { useSaveCollaborator, type CollaboratorRecord } from "@/api/queries/useCollaborator";
import style from "@/features/people/people.module.css";
import {
  COUNTS,
  DURATIONS,
  personBodyOf,
  personFormOf,
  type ContractField,
  type PersonForm,
} from "@/features/people/personForm";
import { sentencesOf } from "@/features/people/refusals";
import { TEXTS } from "@/features/people/texts";
import { useTexts } from "@/i18n/language";
import { newId } from "@/plan/changes";
import type { Plan } from "@/plan/model";
import { namedOptions } from "@/plan/options";
import { tell } from "@/state/notices";
import { CheckField } from "@/ui/CheckField";
import { PickMany, PickOne } from "@/ui/Combobox";
import { DurationField } from "@/ui/DurationField";
import { FieldGroup, FieldRow } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { NumberField } from "@/ui/NumberField";
import { TextField } from "@/ui/TextField";

interface PersonDialogProps {
  readonly plan: Plan;
  /** null: a new person. */
  readonly existing: CollaboratorRecord | null;
  readonly onClose: () => void;
}

type Faults = Readonly<Record<string, string>>;

/** Adds or alters a person. */
export function PersonDialog({ plan, existing, onClose }: PersonDialogProps) {
  const texts = useTexts(TEXTS);
  const save = useSaveCollaborator();
  const [form, setForm] = useState(() => personFormOf(existing));
  const [faults, setFaults] = useState<Faults>({});
  const set = (altered: Partial<PersonForm>) => setForm({ ...form, ...altered });

  const submit = async () => {
    if (form.name.trim() === "") {
      setFaults({ name: texts.nameNeeded });
      return;
    }
    try {
      await save.mutateAsync({ existing, body: personBodyOf(form, existing), key: newId() });
      onClose();
      tell({ tone: "done", title: existing ? texts.changed(form.name) : texts.created(form.name) });
    } catch (error) {
      setFaults(faultsOf(error));
      tell({ tone: "refused", title: texts.refused, lines: sentencesOf(error, texts) });
    }
  };

  return (
    <FormDialog
      title={existing ? texts.personEdit(existing.name) : texts.personNew}
      wide
      action={texts.save}
      ready={!save.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Who plan={plan} form={form} faults={faults} set={set} />
      <Abilities plan={plan} form={form} faults={faults} set={set} />
      <Contract form={form} faults={faults} set={set} />
    </FormDialog>
  );
}

/** By the last name of each path. */
function faultsOf(error: unknown): Faults {
  const errors = error instanceof ProblemError ? (error.body?.errors ?? []) : [];
  return Object.fromEntries(errors.map((one) => [one.path.split(".").at(-1) ?? "", one.reason]));
}

interface PartProps {
  readonly form: PersonForm;
  readonly faults: Faults;
  readonly set: (altered: Partial<PersonForm>) => void;
}

function Who({ plan, form, faults, set }: PartProps & { readonly plan: Plan }) {
  const texts = useTexts(TEXTS);
  return (
    <>
      <FieldRow>
        <TextField
          label={texts.name}
          required
          maxLength={300}
          value={form.name}
          error={faults.name}
          onChange={(name) => set({ name })}
        />
        <PickOne
          label={texts.team}
          placeholder={texts.noTeam}
          options={namedOptions(plan.teams)}
          value={form.teamId}
          error={faults.team_id}
          onChange={(teamId) => set({ teamId })}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label={texts.email}
          type="email"
          value={form.email}
          error={faults.email}
          onChange={(email) => set({ email })}
        />
        <TextField
          label={texts.ref}
          maxLength={200}
          value={form.externalRef}
          error={faults.external_ref}
          onChange={(externalRef) => set({ externalRef })}
        />
        <TextField
          label={texts.timezone}
          placeholder={plan.timezone}
          hint={form.timezone === "" ? texts.organizationZone(plan.timezone) : undefined}
          value={form.timezone}
          error={faults.timezone}
          onChange={(timezone) => set({ timezone })}
        />
      </FieldRow>
      <CheckField label={texts.active} checked={form.active} onChange={(active) => set({ active })} />
    </>
  );
}

function Abilities({ plan, form, faults, set }: PartProps & { readonly plan: Plan }) {
  const texts = useTexts(TEXTS);
  return (
    <>
      <FieldRow>
        <PickMany
          label={texts.roles}
          options={namedOptions(plan.roles)}
          value={form.roleIds}
          error={faults.role_ids}
          onChange={(roleIds) => set({ roleIds })}
        />
        <PickMany
          label={texts.sites}
          placeholder={texts.everySite}
          options={namedOptions(plan.sites)}
          value={form.siteIds}
          error={faults.site_ids}
          onChange={(siteIds) => set({ siteIds })}
        />
      </FieldRow>
      <PickMany
        label={texts.skills}
        options={namedOptions(plan.skills)}
        value={form.skillIds}
        error={faults.skill_id}
        onChange={(skillIds) => set({ skillIds })}
      />
      {form.skillIds.length > 0 && (
        <div className={style.columns}>
          {form.skillIds.map((id) => (
            <TextField
              key={id}
              label={texts.validOf(plan.skills.get(id)?.name ?? id)}
              type="date"
              value={form.validUntil[id] ?? ""}
              hint={(form.validUntil[id] ?? "") === "" ? texts.always : undefined}
              onChange={(date) => set({ validUntil: { ...form.validUntil, [id]: date } })}
            />
          ))}
        </div>
      )}
    </>
  );
}

function Contract({ form, faults, set }: PartProps) {
  const texts = useTexts(TEXTS);
  const put = (field: ContractField, value: number | null) =>
    set({ contract: { ...form.contract, [field]: value } });
  return (
    <FieldGroup legend={`${texts.contract} — ${texts.durationHint}`}>
      <div className={style.columns}>
        {DURATIONS.map((field) => (
          <DurationField
            key={field}
            label={texts.contractFields[field]}
            wrong={texts.wrongDuration}
            value={form.contract[field]}
            error={faults[field]}
            onChange={(value) => put(field, value)}
          />
        ))}
        {COUNTS.map((field) => (
          <NumberField
            key={field}
            label={texts.contractFields[field]}
            value={form.contract[field]}
            error={faults[field]}
            onChange={(value) => put(field, value)}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
