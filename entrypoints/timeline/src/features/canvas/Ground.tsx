import { memo } from "react";

import style from "@/features/canvas/Board.module.css";
import { useDrawing, type Drawing } from "@/features/canvas/drawing";
import { xAt } from "@/geometry/scale";
import { ticksOf } from "@/geometry/ticks";
import type { Window } from "@/plan/model";
import { useNow } from "@/view/useNow";

/** Behind rows: weekends, the lines of days and hours, the hour of a clock change. */
export const Ground = memo(function Ground({ seen }: { seen: Window }) {
  const drawing = useDrawing();
  const { scale, days, clockChanges } = drawing;
  const shown = days.filter((day) => day.endsAt > seen.from && day.startsAt < seen.to);
  return (
    <div className={style.ground} style={{ width: scale.width }} aria-hidden>
      {shown.map((day) => (
        <div
          key={day.date}
          className={day.weekday > 5 ? style.weekend : style.day}
          style={{ left: xAt(scale, day.startsAt), width: xAt(scale, day.endsAt) - xAt(scale, day.startsAt) }}
        />
      ))}
      {clockChanges.map(({ at, minutes }) => (
        <div
          key={at}
          className={minutes < 0 ? style.twice : style.leftOut}
          style={{
            left: xAt(scale, at),
            width: minutes < 0 ? (-minutes / 60) * scale.pixelsPerHour : undefined,
          }}
        />
      ))}
      <Lines drawing={drawing} seen={seen} />
    </div>
  );
});

/** Lines of the hours and of the steps between: two shapes, however many lines. */
function Lines({ drawing, seen }: { drawing: Drawing; seen: Window }) {
  const { scale, days, zone, view } = drawing;
  if (view.zoom === "month") return null;
  const step = view.zoom === "day" ? view.snap : 360;
  const ticks = days
    .filter((day) => day.endsAt > seen.from && day.startsAt < seen.to)
    .flatMap((day) => ticksOf(day, zone, step))
    .filter((tick) => tick.at >= seen.from && tick.at <= seen.to);
  const path = (hour: boolean) =>
    ticks
      .filter((tick) => tick.hour === hour)
      .map((tick) => `M${Math.round(xAt(scale, tick.at)) + 0.5} 0v1`)
      .join("");
  return (
    <svg
      className={style.lines}
      width={scale.width}
      height="100%"
      viewBox={`0 0 ${scale.width} 1`}
      preserveAspectRatio="none"
    >
      <path className={style.hourLine} d={path(true)} />
      <path className={style.stepLine} d={path(false)} />
    </svg>
  );
}

/** Where the present moment is. */
export function NowLine() {
  const { scale, measures } = useDrawing();
  const now = useNow();
  if (now < scale.from || now >= scale.to) return null;
  return <div className={style.now} style={{ left: measures.head + xAt(scale, now) }} aria-hidden />;
}
