import { useMay } from "@/api/queries/useMe";
import { DraftBar } from "@/features/shift/DraftBar";
import { instantOf, movedEnd, movedMission, movedStart } from "@/features/shift/draft";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { useDraft, type ShiftForm } from "@/features/shift/useDraft";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { namedOptions } from "@/plan/options";
import { PickMany, PickOne } from "@/ui/Combobox";
import { DateTimeField } from "@/ui/DateTimeField";
import { FieldRow } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { SelectField } from "@/ui/SelectField";
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
        <Place plan={plan} form={form} />
        <Times form={form} zone={zone} />
        <Seats plan={plan} form={form} />
      </fieldset>
      {form.dirty && <DraftBar form={form} />}
    </form>
  );
}

function Place({ plan, form }: { plan: Plan; form: ShiftForm }) {
  const texts = useTexts(TEXTS);
  const { fields, faults, set } = form;
  const mission = plan.missions.get(fields.missionId);
  return (
    <>
      <PickOne
        label={texts.mission}
        options={namedOptions(plan.missions)}
        value={fields.missionId}
        error={faults.missionId}
        onChange={(id) => {
          const chosen = id === null ? undefined : plan.missions.get(id);
          if (chosen) set(movedMission(fields, chosen));
        }}
      />
      <FieldRow>
        <SelectField
          label={texts.site}
          options={namedOptions(plan.sites, mission?.siteIds)}
          value={fields.siteId}
          error={faults.siteId}
          onChange={(siteId) => set({ siteId })}
        />
        <SelectField
          label={texts.role}
          options={namedOptions(plan.roles, mission?.roleIds)}
          value={fields.roleId}
          error={faults.roleId}
          onChange={(roleId) => set({ roleId })}
        />
      </FieldRow>
    </>
  );
}

function Times({ form, zone }: { form: ShiftForm; zone: string }) {
  const texts = useTexts(TEXTS);
  const { fields, faults, set } = form;
  return (
    <>
      <DateTimeField
        dateLabel={texts.startDay}
        timeLabel={texts.startTime}
        value={fields.start}
        error={faults.start}
        onChange={(start) => set(movedStart(fields, start))}
      />
      <DateTimeField
        dateLabel={texts.endDay}
        timeLabel={texts.endTime}
        value={fields.end}
        error={faults.end}
        onChange={(end) => set(movedEnd(fields, end))}
      />
      <FieldRow>
        <NumberField
          label={texts.breakMinutes}
          value={fields.breakMinutes}
          error={faults.breakMinutes}
          step={5}
          onChange={(breakMinutes) => set({ breakMinutes })}
        />
        <Length form={form} zone={zone} />
      </FieldRow>
    </>
  );
}

/** How long it is in real time, and how much of it is work. */
function Length({ form, zone }: { form: ShiftForm; zone: string }) {
  const texts = useTexts(TEXTS);
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
  const texts = useTexts(TEXTS);
  const { fields, faults, set } = form;
  const asked = (plan.roles.get(fields.roleId)?.requiredSkillIds ?? []).flatMap(
    (id) => plan.skills.get(id)?.name ?? [],
  );
  return (
    <>
      <FieldRow>
        <NumberField
          label={texts.headcount}
          value={fields.headcount}
          error={faults.headcount}
          onChange={(headcount) => set({ headcount })}
        />
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
