import { useMemo, type PointerEvent } from "react";

import style from "@/features/canvas/Axis.module.css";
import { useDrawing } from "@/features/canvas/drawing";
import pinned from "@/features/canvas/Pinned.module.css";
import { coverageOf, coverageShape, coverageSum, stretchAt } from "@/geometry/coverage";
import { instantAt } from "@/geometry/scale";
import { staffOf, type Plan } from "@/plan/model";
import { shiftShown } from "@/plan/rows";
import { names } from "@/ui/Button";
import { dayAndClock, duration } from "@/view/format";

const HEIGHT = 34;

/** How many people the shifts shown want, and how many they have, over time. */
export function CoverageStrip({ plan }: { plan: Plan }) {
  const { scale, measures, period, view, texts, zone, language } = useDrawing();
  const stretches = useMemo(() => {
    const shown = [...plan.shifts.values()].filter(
      (one) => one.status !== "cancelled" && shiftShown(plan, one, view),
    );
    return coverageOf(
      shown.map((one) => ({
        from: one.startsAt,
        to: one.endsAt,
        wanted: one.headcount,
        assigned: staffOf(plan, one.id).length,
      })),
    );
  }, [plan, view]);
  const shape = useMemo(() => coverageShape(stretches, scale, HEIGHT - 4), [stretches, scale]);
  const { wantedMinutes, missingMinutes } = coverageSum(stretches, period.from, period.to);
  const percent = wantedMinutes === 0 ? 100 : Math.floor((1 - missingMinutes / wantedMinutes) * 100);
  const missing = duration(Math.round(missingMinutes));
  const said =
    wantedMinutes === 0
      ? texts.nothingWanted
      : missingMinutes === 0
        ? texts.coverageFull
        : texts.coverageAll(percent, missing);

  const brief = wantedMinutes === 0 ? "–" : `${percent} %`;

  // What is under the pointer is told by the title; drawing it anew for that would be a waste.
  const point = (event: PointerEvent<HTMLElement>) => {
    const strip = event.currentTarget;
    const at = instantAt(scale, event.clientX - strip.getBoundingClientRect().left);
    const one = stretchAt(stretches, at);
    const people = one
      ? texts.coverageAt(one.filled, one.wanted, one.wanted - one.filled)
      : texts.nothingWanted;
    strip.title = `${dayAndClock(at, zone, language)}: ${people}`;
  };
  return (
    <div className={style.coverage} role="row" aria-rowindex={2}>
      <div
        className={names(pinned.pinned, style.coverageHead)}
        role="rowheader"
        aria-label={`${texts.coverage}: ${said}`}
      >
        <span>{texts.coverage}</span>
        <span className={missingMinutes > 0 ? style.lacking : style.covered}>
          {measures.narrow ? brief : wantedMinutes === 0 ? texts.nothingWanted : texts.covered(percent)}
        </span>
      </div>
      <div
        aria-hidden
        className={style.strip}
        style={{ width: scale.width, height: HEIGHT }}
        onPointerMove={point}
      >
        <svg width={scale.width} height={HEIGHT - 4} aria-hidden>
          <path className={style.filled} d={shape.filled} />
          <path fill="url(#plan-missing)" d={shape.missing} />
          <path className={style.wanted} d={shape.wanted} />
        </svg>
      </div>
    </div>
  );
}
