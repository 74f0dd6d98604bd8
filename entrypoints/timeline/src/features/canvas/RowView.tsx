import { memo, use } from "react";

import { backdropPath } from "@/features/canvas/backdrops";
import { BarView } from "@/features/canvas/BarView";
import style from "@/features/canvas/Board.module.css";
import { useDrawing } from "@/features/canvas/drawing";
import { ElsewhereView } from "@/features/canvas/ElsewhereView";
import { barBox, placesToDraw, type LaidRow } from "@/features/canvas/layout";
import { hiddenBefore, LeftEdge } from "@/features/canvas/leftEdge";
import { RowHead } from "@/features/canvas/RowHead";
import { useSelection } from "@/state/selection";

export interface LanesProps {
  readonly laid: LaidRow;
  /** The stretch of time and of lanes in view. */
  readonly from: number;
  readonly to: number;
  readonly firstLane: number;
  readonly endLane: number;
  /** The bar with the focus, where it is one of these. */
  readonly focusedKey: string | null;
}

interface RowViewProps extends LanesProps {
  readonly place: number;
  readonly top: number;
}

/** Rows of more lanes draw only those in view, and keep their name in view. */
export const SOME_LANES = 4;

/** Rows that stand above the first of `Rows`: days, coverage, the head of the open shifts and their bars. */
export const ROWS_ABOVE = 4;

export const RowView = memo(function RowView({ place, top, ...lanes }: RowViewProps) {
  const { row, height } = lanes.laid;
  return (
    <div
      role="row"
      aria-rowindex={ROWS_ABOVE + place + 1}
      className={style.row}
      style={{ top, height }}
      data-row={row.key}
    >
      <RowHead row={row} tall={lanes.laid.lanes > SOME_LANES} />
      <div className={style.track}>
        <BackdropView laid={lanes.laid} from={lanes.from} to={lanes.to} />
        <ElsewhereView laid={lanes.laid} from={lanes.from} to={lanes.to} />
        <Lanes {...lanes} />
      </div>
    </div>
  );
});

/** The bars of a row that are in view. */
export function Lanes({ laid, from, to, firstLane, endLane, focusedKey }: LanesProps) {
  const { scale, measures, faceOf } = useDrawing();
  const selected = useSelection((state) => state.selected);
  const edge = use(LeftEdge);
  const { bars } = laid.row;
  const focused = focusedKey === null ? -1 : bars.findIndex((bar) => bar.key === focusedKey);
  return placesToDraw(laid, [from, to], [firstLane, endLane], focused).map((place) => {
    const bar = bars[place];
    const box = bar && barBox(bar.shift, laid.laneOf[place] ?? 0, scale, measures);
    return (
      box && (
        <BarView
          key={bar.key}
          barKey={bar.key}
          shiftId={bar.shift.id}
          face={faceOf(bar, laid.row)}
          before={bar.shift.startsAt < scale.from}
          after={bar.shift.endsAt > scale.to}
          selected={selected.has(bar.key)}
          focused={bar.key === focusedKey}
          hidden={hiddenBefore(edge, box)}
          {...box}
        />
      )
    );
  });
}

/** Availability or closing times: one shape for all that look alike. */
function BackdropView({ laid, from, to }: Pick<LanesProps, "laid" | "from" | "to">) {
  const { scale, backdropsOf } = useDrawing();
  const drawn = backdropsOf(laid.row);
  if (drawn.length === 0) return null;
  return (
    <svg className={style.backdrop} width={scale.width} height={laid.height} aria-hidden>
      {drawn.map(({ look, title, stretches }) => (
        <path
          key={`${look} ${title}`}
          className={style[look]}
          fill={`url(#plan-${look})`}
          d={backdropPath(stretches, scale, { from, to }, laid.height)}
        >
          <title>{title}</title>
        </path>
      ))}
    </svg>
  );
}
