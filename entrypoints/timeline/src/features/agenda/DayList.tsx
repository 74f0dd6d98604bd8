import {
  Ban,
  CalendarPlus,
  Check,
  CircleDashed,
  FileUp,
  Lock,
  OctagonAlert,
  TriangleAlert,
  X,
} from "lucide-react";
import { useMemo, type CSSProperties } from "react";

import { useMay } from "@/api/queries/useMe";
import style from "@/features/agenda/Agenda.module.css";
import { shiftsOfDay } from "@/features/agenda/day";
import { TEXTS } from "@/features/agenda/texts";
import { useProposals } from "@/features/auto-assign/useProposals";
import { NO_FILTERS } from "@/features/filters/facets";
import { isNew } from "@/features/first-steps/progress";
import { addDays, startOfDay } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import { staffOf, type Assignment, type Plan, type Shift } from "@/plan/model";
import type { Bar } from "@/plan/rows";
import { useDialogs } from "@/state/dialogs";
import { useSelection } from "@/state/selection";
import { Button, IconButton, names } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { clock, formatter } from "@/view/format";
import { changeView, useView } from "@/view/useView";
import { filterCount } from "@/view/view";

interface DayProps {
  readonly plan: Plan;
  readonly date: string;
  readonly zone: string;
}

/** The day's shifts by time. */
export function DayList({ plan, date, zone }: DayProps) {
  const view = useView();
  const startsAt = startOfDay(date, zone);
  const endsAt = startOfDay(addDays(date, 1), zone);
  const bars = useMemo(() => shiftsOfDay(plan, view, { startsAt, endsAt }), [plan, view, startsAt, endsAt]);
  if (bars.length === 0) return <Nothing plan={plan} />;
  return (
    <ol className={style.list}>
      {bars.map((bar) => (
        <li key={bar.key}>
          <ShiftCard plan={plan} bar={bar} zone={zone} dayStart={startsAt} dayEnd={endsAt} />
        </li>
      ))}
    </ol>
  );
}

function Nothing({ plan }: { plan: Plan }) {
  const texts = useTexts(TEXTS);
  const readsAll = useMay("read");
  const filtered = filterCount(useView()) > 0;
  if (readsAll && isNew(plan)) return <NothingYet />;
  return (
    <EmptyState title={filtered ? texts.noneFiltered : readsAll ? texts.none : texts.noneOwn}>
      {filtered && <Button onClick={() => changeView(NO_FILTERS)}>{texts.clear}</Button>}
    </EmptyState>
  );
}

/** A new plan: how to come to a first shift from here. */
function NothingYet() {
  const texts = useTexts(TEXTS);
  const maySetUp = useMay("administer");
  const show = useDialogs((state) => state.show);
  return (
    <EmptyState icon={<CalendarPlus size={28} />} title={texts.nothingYet}>
      <p>{maySetUp ? texts.firstSteps : texts.setUpByOthers}</p>
      {maySetUp && (
        <Button look="primary" onClick={() => show("import")}>
          <FileUp size={16} aria-hidden />
          {texts.importFile}
        </Button>
      )}
    </EmptyState>
  );
}

interface CardProps {
  readonly plan: Plan;
  readonly bar: Bar;
  readonly zone: string;
  readonly dayStart: number;
  readonly dayEnd: number;
}

function ShiftCard({ plan, bar, zone, dayStart, dayEnd }: CardProps) {
  const texts = useTexts(TEXTS);
  const { shift } = bar;
  const readsAll = useMay("read");
  const open = useSelection((state) => state.open);
  const role = plan.roles.get(shift.roleId)?.name ?? "";
  const mission = plan.missions.get(shift.missionId)?.name ?? "";
  const site = plan.sites.get(shift.siteId)?.name ?? "";
  const colour = plan.teams.get(plan.missions.get(shift.missionId)?.teamId ?? "")?.colour;
  const head = (
    <>
      <span className={style.role} dir="auto">
        {role}
      </span>
      <span className={style.place} dir="auto">
        {mission}
      </span>
      <span className={style.place} dir="auto">
        {site}
      </span>
    </>
  );
  return (
    <article className={names("hued", style.card, style[shift.status])} style={hueOf(colour)}>
      <Times shift={shift} zone={zone} dayStart={dayStart} dayEnd={dayEnd} />
      <div className={style.body}>
        {readsAll ? (
          <button
            type="button"
            className={style.opener}
            aria-label={texts.open(`${role}, ${mission}`)}
            onClick={() => open({ kind: "shift", shiftId: shift.id })}
          >
            {head}
          </button>
        ) : (
          <div className={style.opener}>{head}</div>
        )}
        <Marks bar={bar} />
        {readsAll && <Staff plan={plan} shift={shift} />}
        {shift.note !== null && (
          <p className={style.note} dir="auto">
            {shift.note}
          </p>
        )}
      </div>
    </article>
  );
}

function hueOf(colour: string | null | undefined): CSSProperties & Record<"--hue", string> {
  return { "--hue": colour ?? "var(--accent)" };
}

/** Wall times; one of another day says of which. */
function Times({
  shift,
  zone,
  dayStart,
  dayEnd,
}: Pick<CardProps, "zone" | "dayStart" | "dayEnd"> & { shift: Shift }) {
  const language = useLanguage();
  const { startsAt, endsAt } = shift;
  const day = formatter(language, zone, { weekday: "short", day: "numeric" });
  return (
    <div className={style.times}>
      {startsAt < dayStart && <small>{day.format(startsAt)}</small>}
      <strong>{clock(startsAt, zone, language)}</strong>
      <span>{clock(endsAt, zone, language)}</span>
      {endsAt > dayEnd && <small>{day.format(endsAt)}</small>}
    </div>
  );
}

function Marks({ bar }: { bar: Bar }) {
  const texts = useTexts(TEXTS);
  const readsAll = useMay("read");
  const { shift, filled, conflicts } = bar;
  const standing = conflicts.filter((one) => !one.overridden);
  const hard = standing.filter((one) => one.type === "hard").length;
  const soft = standing.length - hard;
  return (
    <p className={style.marks}>
      <span className={names(style.mark, style[`is-${shift.status}`])}>
        {shift.status === "cancelled" && <Ban size={13} aria-hidden />}
        {shift.status === "published" && <Check size={13} aria-hidden />}
        {shift.status === "draft" && <CircleDashed size={13} aria-hidden />}
        {texts.statuses[shift.status]}
      </span>
      {readsAll && shift.status !== "cancelled" && (
        <span className={names(style.mark, filled < shift.headcount && style.lacking)}>
          {texts.filled(filled, shift.headcount)}
        </span>
      )}
      {hard > 0 && (
        <span className={names(style.mark, style.hard)}>
          <OctagonAlert size={13} aria-hidden />
          {texts.hard(hard)}
        </span>
      )}
      {soft > 0 && (
        <span className={names(style.mark, style.soft)}>
          <TriangleAlert size={13} aria-hidden />
          {texts.soft(soft)}
        </span>
      )}
    </p>
  );
}

function Staff({ plan, shift }: { plan: Plan; shift: Shift }) {
  const texts = useTexts(TEXTS);
  const staff = staffOf(plan, shift.id);
  if (staff.length === 0) return <p className={style.nobody}>{texts.nobody}</p>;
  return (
    <ul className={style.staff}>
      {staff.map((one) => (
        <li key={one.id}>
          <Member assignment={one} name={plan.collaborators.get(one.collaboratorId)?.name ?? ""} />
        </li>
      ))}
    </ul>
  );
}

function Member({ assignment, name }: { assignment: Assignment; name: string }) {
  const texts = useTexts(TEXTS);
  const may = useMay("write");
  const { accept, reject } = useProposals();
  const proposed = assignment.status === "proposed";
  return (
    <div className={names(style.member, proposed && style.proposed)}>
      <span className={style.who}>
        <span className={style.name} dir="auto" title={name}>
          {name}
        </span>
        {proposed && <small>{texts.proposed}</small>}
        {assignment.locked && (
          <small>
            <Lock size={11} aria-hidden /> {texts.locked}
          </small>
        )}
      </span>
      {proposed && may && !assignment.locked && (
        <>
          <IconButton
            label={texts.reject(name)}
            className={names(style.thumb, style.no)}
            onClick={() => void reject([assignment.id])}
          >
            <X size={22} aria-hidden />
          </IconButton>
          <IconButton
            label={texts.accept(name)}
            className={names(style.thumb, style.yes)}
            onClick={() => void accept([assignment.id])}
          >
            <Check size={22} aria-hidden />
          </IconButton>
        </>
      )}
    </div>
  );
}
