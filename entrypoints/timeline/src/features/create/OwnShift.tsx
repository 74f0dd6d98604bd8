import { useMemo, useState } from "react";

import { useVerdict } from "@/api/queries/useVerdict";
import type { CreateProps } from "@/features/create/CreateForm";
import style from "@/features/create/create.module.css";
import { likelyPlace } from "@/features/create/fitting";
import { useLastUsed, type LastUsed } from "@/features/create/lastUsed";
import { TEXTS } from "@/features/create/texts";
import { newIds, useCreate, wanted } from "@/features/create/useCreate";
import { clockOf, faultsOf, instantOf, movedEnd, movedMission, movedStart } from "@/features/shift/draft";
import type { Faults, ShiftFields } from "@/features/shift/draft";
import { Foreseen } from "@/features/shift/Foreseen";
import { useTexts } from "@/i18n/language";
import { draftShift } from "@/plan/changes";
import type { Plan } from "@/plan/model";
import { namedOptions } from "@/plan/options";
import { useCreating, type AskedCreation } from "@/state/creating";
import { Button } from "@/ui/Button";
import { PickOne } from "@/ui/Combobox";
import { DateTimeField } from "@/ui/DateTimeField";
import { FieldRow } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { SelectField } from "@/ui/SelectField";
import { useView } from "@/view/useView";

/** A shift that no template makes: likely values filled in, so that Enter alone will often do. */
export function OwnShift({ plan, asked, zone }: CreateProps) {
  const texts = useTexts(TEXTS);
  const view = useView();
  const { last, keep } = useLastUsed();
  const done = useCreating((state) => state.done);
  const create = useCreate(plan, asked, zone);
  const [fields, setFields] = useState(() =>
    firstFields(asked, zone, last, likelyPlace(plan, asked, last, view)),
  );
  const data = useMemo(() => (fields ? dataOf(fields, zone) : null), [fields, zone]);
  const [ids] = useState(newIds);
  const making = useMemo(() => data && wanted(data, asked.row, ids), [data, asked.row, ids]);
  const { verdict } = useVerdict(making?.changes ?? null, plan.sequence);
  if (!fields) return <p className={style.quiet}>{texts.noMission}</p>;
  const faults = verdict ? faultsOf(verdict.faults) : {};
  return (
    <form
      className={style.part}
      onSubmit={(event) => {
        event.preventDefault();
        if (!making || !data) return;
        keep(data);
        void create(making, data);
      }}
    >
      <PlaceFields
        plan={plan}
        fields={fields}
        faults={faults}
        onChange={(altered) => setFields({ ...fields, ...altered })}
      />
      <TimeFields
        fields={fields}
        faults={faults}
        onChange={(altered) => setFields({ ...fields, ...altered })}
      />
      <div className={style.verdict} aria-live="polite">
        {faults.rest !== undefined && <p className={style.wrong}>{faults.rest}</p>}
        <Foreseen title={texts.wouldRefuse} conflicts={verdict?.blocking ?? []} />
        <Foreseen
          title={texts.wouldWarn}
          conflicts={(verdict?.warnings ?? []).filter((one) => one.rule !== "understaffed")}
        />
      </div>
      <div className={style.foot}>
        <Button onClick={done}>{texts.cancel}</Button>
        <Button type="submit" look="primary" disabled={!making} autoFocus>
          {texts.create}
        </Button>
      </div>
    </form>
  );
}

function firstFields(
  asked: AskedCreation,
  zone: string,
  last: LastUsed | null,
  place: Pick<ShiftFields, "missionId" | "siteId" | "roleId"> | null,
): ShiftFields | null {
  if (!place) return null;
  return {
    ...place,
    start: clockOf(asked.from, zone),
    end: clockOf(asked.to, zone),
    breakMinutes: last?.breakMinutes ?? 0,
    headcount: last?.headcount ?? 1,
    softCapacity: null,
    hardCapacity: null,
    requiredSkillIds: [],
    note: "",
  };
}

function dataOf(fields: ShiftFields, zone: string) {
  const startsAt = instantOf(fields.start, zone);
  const endsAt = instantOf(fields.end, zone);
  if (startsAt === null || endsAt === null || fields.headcount === null) return null;
  const { missionId, siteId, roleId, headcount, breakMinutes } = fields;
  return draftShift({
    missionId,
    siteId,
    roleId,
    startsAt,
    endsAt,
    headcount,
    breakMinutes: breakMinutes ?? 0,
  });
}

interface PartProps {
  readonly fields: ShiftFields;
  readonly faults: Faults;
  readonly onChange: (altered: Partial<ShiftFields>) => void;
}

function PlaceFields({ plan, fields, faults, onChange }: PartProps & { readonly plan: Plan }) {
  const texts = useTexts(TEXTS);
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
          if (chosen) onChange(movedMission(fields, chosen));
        }}
      />
      <FieldRow>
        <SelectField
          label={texts.site}
          options={namedOptions(plan.sites, mission?.siteIds)}
          value={fields.siteId}
          error={faults.siteId}
          onChange={(siteId) => onChange({ siteId })}
        />
        <SelectField
          label={texts.role}
          options={namedOptions(plan.roles, mission?.roleIds)}
          value={fields.roleId}
          error={faults.roleId}
          onChange={(roleId) => onChange({ roleId })}
        />
      </FieldRow>
    </>
  );
}

function TimeFields({ fields, faults, onChange }: PartProps) {
  const texts = useTexts(TEXTS);
  return (
    <>
      <DateTimeField
        dateLabel={texts.startDay}
        timeLabel={texts.startTime}
        value={fields.start}
        error={faults.start}
        onChange={(start) => onChange(movedStart(fields, start))}
      />
      <DateTimeField
        dateLabel={texts.endDay}
        timeLabel={texts.endTime}
        value={fields.end}
        error={faults.end}
        onChange={(end) => onChange(movedEnd(fields, end))}
      />
      <FieldRow>
        <NumberField
          label={texts.headcount}
          value={fields.headcount}
          error={faults.headcount}
          onChange={(headcount) => onChange({ headcount })}
        />
        <NumberField
          label={texts.breakMinutes}
          value={fields.breakMinutes}
          error={faults.breakMinutes}
          step={5}
          onChange={(breakMinutes) => onChange({ breakMinutes })}
        />
      </FieldRow>
    </>
  );
}
