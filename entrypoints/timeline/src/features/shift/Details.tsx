import { useMay } from "@/api/queries/useMe";
import { DraftBar } from "@/features/shift/DraftBar";
import { instantOf } from "@/features/shift/draft";
import { BreakField, HeadcountField, PlaceFields, TimeFields } from "@/features/shift/fields";
import { FIELD_TEXTS } from "@/features/shift/fieldTexts";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { useDraft, type ShiftForm } from "@/features/shift/useDraft";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { namedOptions } from "@/plan/options";
import { PickMany } from "@/ui/Combobox";
import { FieldRow } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { TextArea } from "@/ui/TextField";
import { duration } from "@/view/format";

/** The shift's own fields. */
export function Details(here: ShiftOnScreen) {
  const { plan, zone } = here;
  const mayWrite = useMay("write");
  const form = useDraft(here);
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save?.();
      }}
    >
      <fieldset className={style.fields} disabled={!mayWrite}>
        <PlaceFields plan={plan} form={form} />
        <Times form={form} zone={zone} />
        <Seats plan={plan} form={form} />
      </fieldset>
      {form.dirty && <DraftBar form={form} />}
    </form>
  );
}

function Times({ form, zone }: { form: ShiftForm; zone: string }) {
  return (
    <>
      <TimeFields form={form} />
      <FieldRow>
        <BreakField form={form} />
        <Length form={form} zone={zone} />
      </FieldRow>
    </>
  );
}

/** How long it is in real time, and how much of it is work. */
function Length({ form, zone }: { form: ShiftForm; zone: string }) {
  const texts = useTexts(FIELD_TEXTS);
  const { start, end, breakMinutes } = form.fields;
  const from = instantOf(start, zone);
  const to = instantOf(end, zone);
  if (from === null || to === null || to <= from) return <span />;
  const minutes = Math.round((to - from) / 60_000);
  return (
    <p className={style.length}>
      {texts.length(duration(minutes), duration(Math.max(0, minutes - (breakMinutes ?? 0))))}
      {start.date !== end.date && `, ${texts.overnight}`}
      <span className={style.quiet}>{texts.timesIn(zone)}</span>
    </p>
  );
}

function Seats({ plan, form }: { plan: Plan; form: ShiftForm }) {
  const texts = useTexts(FIELD_TEXTS);
  const { fields, faults, set } = form;
  const asked = (plan.roles.get(fields.roleId)?.requiredSkillIds ?? []).flatMap(
    (id) => plan.skills.get(id)?.name ?? [],
  );
  return (
    <>
      <FieldRow>
        <HeadcountField form={form} />
        <NumberField
          label={texts.softCapacity}
          value={fields.softCapacity}
          error={faults.softCapacity}
          placeholder={texts.noLimit}
          onChange={(softCapacity) => set({ softCapacity })}
        />
        <NumberField
          label={texts.hardCapacity}
          value={fields.hardCapacity}
          error={faults.hardCapacity}
          placeholder={texts.noLimit}
          onChange={(hardCapacity) => set({ hardCapacity })}
        />
      </FieldRow>
      <PickMany
        label={texts.skills}
        options={namedOptions(plan.skills)}
        value={fields.requiredSkillIds}
        error={faults.requiredSkillIds}
        placeholder={texts.anySkill}
        hint={asked.length > 0 ? texts.skillsOfRole(asked.join(", ")) : undefined}
        onChange={(requiredSkillIds) => set({ requiredSkillIds })}
      />
      <TextArea
        label={texts.note}
        value={fields.note}
        error={faults.note}
        onChange={(note) => set({ note })}
      />
    </>
  );
}
