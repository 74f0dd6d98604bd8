import style from "@/features/canvas/Axis.module.css";
import { CoverageStrip } from "@/features/canvas/CoverageStrip";
import { useDrawing } from "@/features/canvas/drawing";
import { hourLabels } from "@/features/canvas/hourLabels";
import pinned from "@/features/canvas/Pinned.module.css";
import { dayOf, isoWeek, type Day } from "@/geometry/calendar";
import { xAt } from "@/geometry/scale";
import type { ClockChange } from "@/geometry/ticks";
import type { Plan, Window } from "@/plan/model";
import { names } from "@/ui/Button";
import { formatter, longDay, offsetName } from "@/view/format";
import { useNow } from "@/view/useNow";

interface AxisProps {
  readonly plan: Plan;
  readonly seen: Window;
  readonly date: string;
}

/** Days and hours, and under them how many people are wanted and there. */
export function Axis({ plan, seen, date }: AxisProps) {
  const { days, zone, scale, view, texts, language } = useDrawing();
  const today = dayOf(useNow(), zone);
  const shown = days.filter((day) => day.endsAt > seen.from && day.startsAt < seen.to);
  const offsets = new Set([scale.from, scale.to - 1].map((one) => offsetName(one, zone, language)));
  return (
    <div className={style.axis} role="rowgroup" data-axis>
      <div className={style.times} role="row" aria-rowindex={1}>
        <div className={names(pinned.pinned, style.corner)} role="columnheader" title={texts.zone(zone)}>
          <span className={style.heads}>{texts.heads[view.rows]}</span>
          <span className={style.zone}>
            {zone.replaceAll("_", " ")} {[...offsets].join(" → ")}
          </span>
        </div>
        <div className={style.days} style={{ width: scale.width }}>
          {view.zoom === "month" && <Weeks days={days} />}
          {shown.map((day) => (
            <DayHead
              key={day.date}
              day={day}
              isToday={day.date === today}
              isChosen={view.zoom === "day" && day.date === date}
            />
          ))}
          <NowMark />
        </div>
      </div>
      <CoverageStrip plan={plan} />
    </div>
  );
}

/** Above the days of a month: the number of each week. */
function Weeks({ days }: { days: readonly Day[] }) {
  const { scale, texts } = useDrawing();
  return days
    .filter((day) => day.weekday === 1)
    .map((day) => (
      <span key={day.date} className={style.week} style={{ left: xAt(scale, day.startsAt) }} aria-hidden>
        {texts.week(isoWeek(day.date))}
      </span>
    ));
}

function DayHead({ day, isToday, isChosen }: { day: Day; isToday: boolean; isChosen: boolean }) {
  const { scale, view, zone, language, texts, clockChanges } = useDrawing();
  const noon = (day.startsAt + day.endsAt) / 2;
  const left = xAt(scale, day.startsAt);
  const change = clockChanges.find((one) => one.at >= day.startsAt && one.at < day.endsAt);
  const hours = Math.round((day.endsAt - day.startsAt) / 3_600_000);
  const full = longDay(noon, zone, language);
  const said = change ? `${full}, ${texts.hoursOfDay(hours)}. ${changeSaid(change, texts)}` : full;
  return (
    <div
      role="columnheader"
      aria-label={said}
      aria-current={isToday ? "date" : undefined}
      className={names(
        style.dayHead,
        style[view.zoom],
        day.weekday > 5 && style.weekend,
        isToday && style.today,
        isChosen && style.chosen,
      )}
      style={{ left, width: xAt(scale, day.endsAt) - left }}
      title={said}
    >
      <span className={style.dayName}>
        {view.zoom === "day" ? (
          full
        ) : (
          <>
            <span className={style.weekday}>
              {formatter(language, zone, { weekday: view.zoom === "month" ? "narrow" : "short" }).format(
                noon,
              )}
            </span>
            <b className={style.number}>{formatter(language, zone, { day: "numeric" }).format(noon)}</b>
          </>
        )}
        {change && view.zoom !== "month" && <em className={style.hours}>{texts.hoursOfDay(hours)}</em>}
      </span>
      {view.zoom !== "month" && <Hours day={day} change={change} />}
    </div>
  );
}

function changeSaid(
  { minutes, before, after }: ClockChange,
  texts: {
    goesBack: (from: string, to: string) => string;
    goesForward: (from: string, to: string) => string;
  },
): string {
  return minutes < 0 ? texts.goesBack(before, after) : texts.goesForward(before, after);
}

function Hours({ day, change }: { day: Day; change: ClockChange | undefined }) {
  const { scale, zone, texts } = useDrawing();
  const start = xAt(scale, day.startsAt);
  return (
    <>
      <span className={style.hour} style={{ left: 0 }} aria-hidden>
        00:00
      </span>
      {hourLabels(day, zone, scale.pixelsPerHour, change).map(({ at, wall, again }) => (
        <span
          key={at}
          className={names(style.hour, again && style.again)}
          style={{ left: xAt(scale, at) - start }}
          title={again ? texts.twice : undefined}
          aria-hidden
        >
          {again && "↻"}
          {wall}
        </span>
      ))}
    </>
  );
}

function NowMark() {
  const { scale } = useDrawing();
  const now = useNow();
  if (now < scale.from || now >= scale.to) return null;
  return <i className={style.nowMark} style={{ left: xAt(scale, now) }} aria-hidden />;
}
