import { ArrowLeft, CalendarDays, Filter, FilterX, Pencil } from "lucide-react";
import { useState } from "react";

import { useCollaborator } from "@/api/queries/useCollaborator";
import { useMay } from "@/api/queries/useMe";
import { CalendarDialog } from "@/features/calendar/CalendarDialog";
import { AvailabilityList } from "@/features/people/AvailabilityList";
import { Hours } from "@/features/people/Hours";
import style from "@/features/people/people.module.css";
import { PersonDialog } from "@/features/people/PersonDialog";
import { TEXTS } from "@/features/people/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Collaborator, Plan } from "@/plan/model";
import { useSelection } from "@/state/selection";
import { Button } from "@/ui/Button";
import { duration, formatter } from "@/view/format";
import { changeView, useView } from "@/view/useView";

interface PersonViewProps {
  readonly plan: Plan;
  readonly zone: string;
  readonly person: Collaborator;
}

/** One person: hours, what they can do, their time. */
export function PersonView({ plan, zone, person }: PersonViewProps) {
  const texts = useTexts(TEXTS);
  const open = useSelection((state) => state.open);
  const { collaboratorIds } = useView();
  const mayAdminister = useMay("administer");
  const record = useCollaborator(person.id);
  const mayWrite = useMay("write");
  const [editing, setEditing] = useState(false);
  const [subscribing, setSubscribing] = useState(false);
  const only = collaboratorIds.length === 1 && collaboratorIds[0] === person.id;
  return (
    <div className={style.view}>
      <div className={style.actions}>
        <Button look="quiet" onClick={() => open({ kind: "people" })}>
          <ArrowLeft size={14} aria-hidden />
          {texts.back}
        </Button>
        <Button
          look="quiet"
          onClick={() =>
            changeView({
              collaboratorIds: only ? [] : [person.id],
              ...(only ? {} : { rows: "collaborator" }),
            })
          }
        >
          {only ? <FilterX size={14} aria-hidden /> : <Filter size={14} aria-hidden />}
          {only ? texts.everyRow : texts.onPlan}
        </Button>
        {mayAdminister && (
          <Button look="quiet" disabled={!record.data} onClick={() => setEditing(true)}>
            <Pencil size={14} aria-hidden />
            {texts.edit}
          </Button>
        )}
        {mayWrite && (
          <Button look="quiet" onClick={() => setSubscribing(true)}>
            <CalendarDays size={14} aria-hidden />
            {texts.calendar}
          </Button>
        )}
      </div>
      <Facts plan={plan} person={person} validUntil={validUntil(record.data?.skills)} />
      {record.error && <p role="alert">{texts.failed}</p>}
      <AvailabilityList
        plan={plan}
        zone={record.data?.timezone ?? plan.timezone}
        shownIn={zone}
        person={person}
      />
      {subscribing && (
        <CalendarDialog
          collaboratorId={person.id}
          name={person.name}
          zone={zone}
          onClose={() => setSubscribing(false)}
        />
      )}
      {editing && record.data && (
        <PersonDialog
          key={record.data.version}
          plan={plan}
          existing={record.data}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  );
}

function validUntil(
  skills: readonly { readonly skill_id: string; readonly valid_until: string | null }[] | undefined,
): ReadonlyMap<string, string> {
  return new Map(
    (skills ?? []).flatMap((one) =>
      one.valid_until === null ? [] : [[one.skill_id, one.valid_until] as const],
    ),
  );
}

interface FactsProps {
  readonly plan: Plan;
  readonly person: Collaborator;
  /** Last days of skills that run out. */
  readonly validUntil: ReadonlyMap<string, string>;
}

function Facts({ plan, person, validUntil: ends }: FactsProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zoom } = useView();
  const day = formatter(language, "UTC", { dateStyle: "medium" });
  const team = person.teamId === null ? undefined : plan.teams.get(person.teamId);
  const skills = person.skillIds.flatMap((id) => {
    const name = plan.skills.get(id)?.name;
    const end = ends.get(id);
    if (name === undefined) return [];
    return end === undefined ? name : `${name} (${texts.until(day.format(Date.parse(end)))})`;
  });
  const facts: readonly (readonly [string, string])[] = [
    [texts.team, team?.name ?? texts.noTeam],
    [texts.roles, person.roleIds.flatMap((id) => plan.roles.get(id)?.name ?? []).join(", ") || "—"],
    [
      texts.sites,
      person.siteIds.flatMap((id) => plan.sites.get(id)?.name ?? []).join(", ") || texts.everySite,
    ],
    [texts.skills, skills.join(", ") || "—"],
    [
      texts.contract,
      person.weeklyMinutes === null ? texts.noContract : texts.perWeek(duration(person.weeklyMinutes)),
    ],
  ];
  return (
    <dl className={style.facts}>
      <dt>{texts.period[zoom]}</dt>
      <dd>
        <Hours plan={plan} person={person} />
      </dd>
      {facts.map(([name, value]) => (
        <div key={name} className={style.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
