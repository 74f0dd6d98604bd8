import { Trash2 } from "lucide-react";
import { useState } from "react";

import {
  useAvailabilityOf,
  useDeleteAvailability,
  useSaveAvailability,
  type AvailabilityRecord,
} from "@/api/queries/useAvailability";
import style from "@/features/agenda/Agenda.module.css";
import { TEXTS } from "@/features/agenda/texts";
import { bodyOf, newForm, type AvailabilityForm } from "@/features/people/availabilityForm";
import { startOfDay, today } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import { newId } from "@/plan/changes";
import type { AvailabilityKind } from "@/plan/model";
import { tell } from "@/state/notices";
import { Button, IconButton } from "@/ui/Button";
import { CheckField } from "@/ui/CheckField";
import { Dialog } from "@/ui/Dialog";
import { FieldRow } from "@/ui/Field";
import { SelectField } from "@/ui/SelectField";
import { TextField } from "@/ui/TextField";
import { dayAndClock, shortDay } from "@/view/format";
import { useNow } from "@/view/useNow";
import { usePlan } from "@/view/usePlan";

const KINDS: readonly AvailabilityKind[] = ["unavailable", "available", "preferred", "undesired", "leave"];

/** What the user says of their own time. */
export function MyAvailability({ personId, onClose }: { personId: string; onClose: () => void }) {
  const texts = useTexts(TEXTS);
  const { zone, date } = usePlan();
  const save = useSaveAvailability();
  const now = useNow();
  const [form, setForm] = useState<AvailabilityForm>(() => ({
    ...newForm(later(date, today(zone, now))),
    kind: "unavailable",
  }));
  const [fault, setFault] = useState<string | null>(null);

  function send(): void {
    const made = bodyOf(form, personId, zone);
    setFault("fault" in made ? texts.faults[made.fault] : null);
    if ("fault" in made || save.isPending) return;
    save.mutate(
      { existing: null, body: made.body, key: newId() },
      {
        onSuccess: () => {
          tell({ tone: "done", title: texts.saved });
          onClose();
        },
      },
    );
  }

  const { start, end } = form;
  return (
    <Dialog
      open
      title={texts.availability}
      onClose={onClose}
      foot={
        <Button look="primary" className={style.wide} onClick={send} aria-disabled={save.isPending}>
          {save.isPending ? texts.saving : texts.save}
        </Button>
      }
    >
      <div className={style.form}>
        <p>{texts.say}</p>
        <SelectField
          label={texts.kind}
          value={form.kind}
          options={KINDS.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
          onChange={(kind) => setForm({ ...form, kind })}
        />
        <CheckField
          label={texts.wholeDays}
          checked={form.wholeDays}
          onChange={(wholeDays) => setForm({ ...form, wholeDays })}
        />
        <FieldRow>
          <TextField
            label={texts.from}
            type="date"
            value={start.date}
            onChange={(day) =>
              setForm({
                ...form,
                start: { ...start, date: day },
                end: { ...end, date: later(day, end.date) },
              })
            }
          />
          <TextField
            label={texts.to}
            type="date"
            value={end.date}
            onChange={(day) => setForm({ ...form, end: { ...end, date: day } })}
          />
        </FieldRow>
        {!form.wholeDays && (
          <FieldRow>
            <TextField
              label={texts.fromTime}
              type="time"
              value={start.time}
              onChange={(time) => setForm({ ...form, start: { ...start, time } })}
            />
            <TextField
              label={texts.toTime}
              type="time"
              value={end.time}
              onChange={(time) => setForm({ ...form, end: { ...end, time } })}
            />
          </FieldRow>
        )}
        <TextField
          label={texts.reason}
          value={form.reason}
          maxLength={4000}
          onChange={(reason) => setForm({ ...form, reason })}
        />
        <p className={style.fault} role="alert">
          {fault ?? save.error?.message}
        </p>
        <Declared personId={personId} />
      </div>
    </Dialog>
  );
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** What was said so far of the time from today on. */
function Declared({ personId }: { personId: string }) {
  const texts = useTexts(TEXTS);
  const { zone, plan } = usePlan();
  const from = startOfDay(today(zone, useNow()), zone);
  const found = useAvailabilityOf(personId, from, plan?.sequence ?? 0).data ?? [];
  const remove = useDeleteAvailability();
  const wordsOf = useWords(zone);
  if (found.length === 0) return null;
  return (
    <section className={style.declared}>
      <h3>{texts.declared}</h3>
      <ul>
        {found.map((one) => (
          <li key={one.id}>
            <span>{wordsOf(one)}</span>
            <IconButton
              label={texts.remove(wordsOf(one))}
              className={style.thumb}
              disabled={remove.isPending}
              onClick={() => remove.mutate(one)}
            >
              <Trash2 size={18} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <p className={style.fault} role="alert">
        {remove.error?.message}
      </p>
    </section>
  );
}

function useWords(zone: string): (record: AvailabilityRecord) => string {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  return ({ kind, starts_at: start, ends_at: end, recurrence }) => {
    const name = texts.kinds[kind];
    if (recurrence || start === null || end === null) return `${name}, ${texts.weekly}`;
    const [from, to] = [Date.parse(start), Date.parse(end)];
    const whole = [from, to].every((one) => startOfDay(today(zone, one), zone) === one);
    const [first, last] = [shortDay(from, zone, language), shortDay(to - 1, zone, language)];
    if (whole) return `${name}, ${first === last ? first : `${first} – ${last}`}`;
    return `${name}, ${dayAndClock(from, zone, language)} – ${dayAndClock(to, zone, language)}`;
  };
}
