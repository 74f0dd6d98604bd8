import { useMemo, useState } from "react";

import { useVerdict } from "@/api/queries/useVerdict";
import type { CreateProps } from "@/features/create/CreateForm";
import style from "@/features/create/create.module.css";
import { likelyPlace } from "@/features/create/fitting";
import { useLastUsed, type LastUsed } from "@/features/create/lastUsed";
import { TEXTS } from "@/features/create/texts";
import { newIds, useCreate, wanted } from "@/features/create/useCreate";
import { clockOf, faultsOf, instantOf } from "@/features/shift/draft";
import type { Faults, ShiftFields } from "@/features/shift/draft";
import { BreakField, HeadcountField, PlaceFields, TimeFields } from "@/features/shift/fields";
import { Foreseen } from "@/features/shift/Foreseen";
import { useTexts } from "@/i18n/language";
import { draftShift } from "@/plan/changes";
import { useCreating, type AskedCreation } from "@/state/creating";
import { Button } from "@/ui/Button";
import { FieldRow } from "@/ui/Field";
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
  const faults: Faults = verdict ? faultsOf(verdict.faults) : {};
  const form = {
    fields,
    faults,
    set: (altered: Partial<ShiftFields>) => setFields({ ...fields, ...altered }),
  };
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
      <PlaceFields plan={plan} form={form} />
      <TimeFields form={form} />
      <FieldRow>
        <HeadcountField form={form} />
        <BreakField form={form} />
      </FieldRow>
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
