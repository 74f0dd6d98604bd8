import { memo } from "react";

import style from "@/features/canvas/Board.module.css";
import { useDrawing, type Drawing } from "@/features/canvas/drawing";
import type { Day } from "@/geometry/calendar";
import { xAt, type Scale } from "@/geometry/scale";
import { ticksOf } from "@/geometry/ticks";
import type { Window } from "@/plan/model";
import { useNow } from "@/view/useNow";

/** Behind rows: weekends, the lines of days and hours, the hour of a clock change. */
export const Ground = memo(function Ground({ seen }: { seen: Window }) {
  const drawing = useDrawing();
  const { scale, days, clockChanges } = drawing;
  return (
    <div className={style.ground} style={{ width: scale.width }} aria-hidden>
      <svg
        className={style.lines}
        width={scale.width}
        height="100%"
        viewBox={`0 0 ${scale.width} 1`}
        preserveAspectRatio="none"
      >
        <path className={style.weekend} d={weekends(days, scale)} />
        <Hours drawing={drawing} seen={seen} />
        <path
          className={style.dayLine}
          d={lines(
            days.map((day) => day.startsAt),
            scale,
          )}
        />
      </svg>
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
    </div>
  );
});

/** Lines of the hours and of the steps between: two shapes, however many lines. */
function Hours({ drawing, seen }: { drawing: Drawing; seen: Window }) {
  const { scale, days, zone, view } = drawing;
  if (view.zoom === "month") return null;
  const step = view.zoom === "day" ? view.snap : 360;
  const ticks = days
    .filter((day) => day.endsAt > seen.from && day.startsAt < seen.to)
    .flatMap((day) => ticksOf(day, zone, step))
    .filter((tick) => tick.at >= seen.from && tick.at <= seen.to);
  const at = (hour: boolean) => ticks.filter((tick) => tick.hour === hour).map((tick) => tick.at);
  return (
    <>
      <path className={style.stepLine} d={lines(at(false), scale)} />
      <path className={style.hourLine} d={lines(at(true), scale)} />
    </>
  );
}

function lines(instants: readonly number[], scale: Scale): string {
  return instants.map((at) => `M${Math.round(xAt(scale, at)) + 0.5} 0v1`).join("");
}

function weekends(days: readonly Day[], scale: Scale): string {
  return days
    .filter((day) => day.weekday > 5)
    .map((day) => `M${xAt(scale, day.startsAt)} 0H${xAt(scale, day.endsAt)}V1H${xAt(scale, day.startsAt)}Z`)
    .join("");
}

/** Where the present moment is. */
export function NowLine() {
  const { scale, measures } = useDrawing();
  const now = useNow();
  if (now < scale.from || now >= scale.to) return null;
  return <div className={style.now} style={{ left: measures.head + xAt(scale, now) }} aria-hidden />;
}
