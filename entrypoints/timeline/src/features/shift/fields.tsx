/** The fields that a shift has whether it is there already or is only about to be made. */
import { movedEnd, movedMission, movedStart } from "@/features/shift/draft";
import { FIELD_TEXTS } from "@/features/shift/fieldTexts";
import type { ShiftForm } from "@/features/shift/useDraft";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { namedOptions } from "@/plan/options";
import { PickOne } from "@/ui/Combobox";
import { DateTimeField } from "@/ui/DateTimeField";
import { FieldRow } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { SelectField } from "@/ui/SelectField";

export interface FieldsProps {
  readonly form: Pick<ShiftForm, "fields" | "faults" | "set">;
}

/** Mission, and of its sites and roles one each. */
export function PlaceFields({ plan, form }: FieldsProps & { readonly plan: Plan }) {
  const texts = useTexts(FIELD_TEXTS);
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

/** Start and end. */
export function TimeFields({ form }: FieldsProps) {
  const texts = useTexts(FIELD_TEXTS);
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
    </>
  );
}

export function BreakField({ form: { fields, faults, set } }: FieldsProps) {
  return (
    <NumberField
      label={useTexts(FIELD_TEXTS).breakMinutes}
      value={fields.breakMinutes}
      error={faults.breakMinutes}
      step={5}
      onChange={(breakMinutes) => set({ breakMinutes })}
    />
  );
}

export function HeadcountField({ form: { fields, faults, set } }: FieldsProps) {
  return (
    <NumberField
      label={useTexts(FIELD_TEXTS).headcount}
      value={fields.headcount}
      error={faults.headcount}
      onChange={(headcount) => set({ headcount })}
    />
  );
}
