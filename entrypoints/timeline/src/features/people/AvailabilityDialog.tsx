import { useState } from "react";

import { useSaveAvailability, type AvailabilityRecord } from "@/api/queries/useAvailability";
import { useShiftTemplates } from "@/api/queries/useShiftTemplates";
import {
  bodyOf,
  formOf,
  newForm,
  type AvailabilityForm,
  type Fault,
} from "@/features/people/availabilityForm";
import style from "@/features/people/people.module.css";
import { sentencesOf } from "@/features/people/refusals";
import { TEXTS } from "@/features/people/texts";
import { dayOf } from "@/geometry/calendar";
import { useTexts } from "@/i18n/language";
import { newId } from "@/plan/changes";
import type { AvailabilityKind, Collaborator, Plan } from "@/plan/model";
import { tell } from "@/state/notices";
import { CheckField, WeekdaysField } from "@/ui/CheckField";
import { PickOne } from "@/ui/Combobox";
import { DateTimeField } from "@/ui/DateTimeField";
import { FieldRow } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { NumberField } from "@/ui/NumberField";
import { Segmented } from "@/ui/Segmented";
import { SelectField } from "@/ui/SelectField";
import { TextArea, TextField } from "@/ui/TextField";

const KINDS: readonly AvailabilityKind[] = ["leave", "unavailable", "available", "preferred", "undesired"];

interface AvailabilityDialogProps {
  readonly plan: Plan;
  /** Zone of the person: their days begin in it. */
  readonly zone: string;
  readonly person: Collaborator;
  /** null: a new one. */
  readonly existing: AvailabilityRecord | null;
  readonly onClose: () => void;
}

/** Says something of a person's time. It is a fact: kept whatever it breaks, and what it breaks is told. */
export function AvailabilityDialog({ plan, zone, person, existing, onClose }: AvailabilityDialogProps) {
  const texts = useTexts(TEXTS);
  const save = useSaveAvailability();
  const own = existing?.recurrence?.timezone ?? zone;
  const [form, setForm] = useState(() =>
    existing ? formOf(existing, own) : newForm(dayOf(plan.window.from, zone)),
  );
  const [tried, setTried] = useState(false);
  const sent = bodyOf(form, person.id, own);
  const fault = tried && "fault" in sent ? sent.fault : null;
  const set = (altered: Partial<AvailabilityForm>) => setForm({ ...form, ...altered });

  const submit = async () => {
    setTried(true);
    if ("fault" in sent) return;
    try {
      const answer = await save.mutateAsync({ existing, body: sent.body, key: newId() });
      onClose();
      const hard = answer.conflicts.filter((one) => one.type === "hard");
      const lines =
        hard.length > 0 ? [texts.broke(hard.length), ...hard.slice(0, 3).map((one) => one.message)] : [];
      tell({
        tone: hard.length > 0 ? "info" : "done",
        title: texts.savedTime(texts.kinds[form.kind], person.name),
        lines,
      });
    } catch (error) {
      tell({ tone: "refused", title: texts.refused, lines: sentencesOf(error, texts) });
    }
  };

  return (
    <FormDialog
      title={texts.availabilityOf(person.name)}
      action={texts.save}
      ready={!save.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SelectField
        label={texts.kind}
        value={form.kind}
        options={KINDS.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
        hint={texts.kindHints[form.kind]}
        onChange={(kind) => set({ kind })}
      />
      <Segmented
        label={texts.often}
        value={form.weekly ? "weekly" : "once"}
        options={[
          { value: "once", label: texts.once },
          { value: "weekly", label: texts.weekly },
        ]}
        onChange={(often) => set({ weekly: often === "weekly" })}
      />
      <CheckField
        label={texts.wholeDays}
        checked={form.wholeDays}
        onChange={(wholeDays) => set({ wholeDays })}
      />
      {form.weekly ? (
        <Weekly form={form} fault={fault} set={set} />
      ) : (
        <Once form={form} fault={fault} set={set} />
      )}
      {(form.kind === "preferred" || form.kind === "undesired") && <Wish form={form} set={set} />}
      <TextArea
        label={texts.reason}
        hint={texts.reasonHint}
        value={form.reason}
        onChange={(reason) => set({ reason })}
      />
    </FormDialog>
  );
}

interface PartProps {
  readonly form: AvailabilityForm;
  readonly fault: Fault | null;
  readonly set: (altered: Partial<AvailabilityForm>) => void;
}

function Once({ form, fault, set }: PartProps) {
  const texts = useTexts(TEXTS);
  const startFault = fault === "times" ? texts.needTimes : null;
  const endFault = fault === "backwards" ? texts.backwards : null;
  if (form.wholeDays) {
    return (
      <FieldRow>
        <TextField
          label={texts.fromDay}
          type="date"
          value={form.start.date}
          error={startFault}
          onChange={(date) =>
            set({
              start: { ...form.start, date },
              end: { ...form.end, date: form.end.date < date ? date : form.end.date },
            })
          }
        />
        <TextField
          label={texts.untilDay}
          type="date"
          value={form.end.date}
          error={endFault}
          onChange={(date) => set({ end: { ...form.end, date } })}
        />
      </FieldRow>
    );
  }
  return (
    <>
      <DateTimeField
        dateLabel={texts.fromDay}
        timeLabel={texts.fromTime}
        value={form.start}
        error={startFault}
        onChange={(start) => set({ start })}
      />
      <DateTimeField
        dateLabel={texts.untilDay}
        timeLabel={texts.untilTime}
        value={form.end}
        error={endFault}
        onChange={(end) => set({ end })}
      />
    </>
  );
}

function Weekly({ form, fault, set }: PartProps) {
  const texts = useTexts(TEXTS);
  return (
    <>
      <WeekdaysField
        label={texts.weekdays}
        value={form.weekdays}
        onChange={(weekdays) => set({ weekdays })}
      />
      {fault === "weekdays" && (
        <p role="alert" className={style.wrong}>
          {texts.needDays}
        </p>
      )}
      {!form.wholeDays && (
        <FieldRow>
          <TextField
            label={texts.fromTime}
            type="time"
            value={form.start.time}
            error={fault === "times" ? texts.needTimes : null}
            onChange={(time) => set({ start: { ...form.start, time } })}
          />
          <TextField
            label={texts.untilTime}
            type="time"
            value={form.end.time}
            hint={form.end.time <= form.start.time ? texts.nightEnd : undefined}
            onChange={(time) => set({ end: { ...form.end, time } })}
          />
        </FieldRow>
      )}
      <FieldRow>
        <TextField
          label={texts.validFrom}
          type="date"
          value={form.validFrom}
          onChange={(validFrom) => set({ validFrom })}
        />
        <TextField
          label={texts.validUntil}
          type="date"
          value={form.validUntil}
          hint={form.validUntil === "" ? texts.always : undefined}
          error={fault === "backwards" ? texts.backwards : null}
          onChange={(validUntil) => set({ validUntil })}
        />
      </FieldRow>
    </>
  );
}

function Wish({ form, set }: Omit<PartProps, "fault">) {
  const texts = useTexts(TEXTS);
  const templates = useShiftTemplates().data ?? [];
  return (
    <FieldRow>
      <NumberField label={texts.weight} value={form.weight} onChange={(weight) => set({ weight })} />
      <PickOne
        label={texts.template}
        placeholder={texts.anyShift}
        options={templates.map((one) => ({ value: one.id, label: one.name }))}
        value={form.templateId}
        onChange={(templateId) => set({ templateId })}
      />
    </FieldRow>
  );
}
