import { useState } from "react";

import { useClosedGroups } from "@/features/canvas/closedGroups";
import style from "@/features/canvas/Board.module.css";
import heads from "@/features/canvas/Heads.module.css";
import { useDrawing } from "@/features/canvas/drawing";
import { Ground } from "@/features/canvas/Ground";
import { lanesWithin, type LaidRow } from "@/features/canvas/layout";
import pinned from "@/features/canvas/Pinned.module.css";
import { Lanes, ROWS_ABOVE } from "@/features/canvas/RowView";
import { useShownArea, type Steps } from "@/features/canvas/useShownArea";
import type { Window } from "@/plan/model";
import { useSelection } from "@/state/selection";
import { Button, names } from "@/ui/Button";

/** The band is low: what is drawn beyond it would soon be more than what is in it. */
const FINE: Steps = { over: 24, chunk: 48 };

interface BandProps {
  readonly laid: LaidRow;
  readonly seen: Window;
  readonly height: number;
}

/**
 * The shifts that still lack people: stays on top while the rows scroll, and scrolls within itself. Its bars are a row
 * of their own beside its head, so that what scrolls can have the focus and a name.
 */
export function Band({ laid, seen, height }: BandProps) {
  const { measures, scale, period, texts } = useDrawing();
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const area = useShownArea(scroller, FINE);
  const all = useClosedGroups((state) => state.allOpenShifts);
  const showAll = useClosedGroups((state) => state.showAllOpenShifts);
  const focusedKey = useSelection((state) => state.focused);
  const count = laid.row.bars.filter(
    ({ shift }) => shift.startsAt < period.to && shift.endsAt > period.from,
  ).length;
  const scrolls = area !== null && laid.height > area.height;
  const [first, end] = area ? lanesWithin(laid, area.top, area.bottom, measures) : [0, 0];
  return (
    <div role="rowgroup" className={style.band} style={{ height }} data-row={laid.row.key} data-band>
      <div role="row" aria-rowindex={ROWS_ABOVE - 1} className={style.bandRow}>
        <div role="rowheader" className={names(pinned.pinned, heads.bandHead)}>
          <span className={heads.bandName}>
            {texts.open}{" "}
            <span className={heads.number} title={texts.openCount(count)}>
              {count}
            </span>
          </span>
          {(laid.height > height || all) && (
            <Button look="quiet" className={heads.showAll} aria-expanded={all} onClick={() => showAll(!all)}>
              {all ? texts.showFewer : texts.showAll}
            </Button>
          )}
        </div>
      </div>
      <div
        ref={setScroller}
        role="row"
        aria-rowindex={ROWS_ABOVE}
        aria-label={scrolls ? texts.openCount(count) : undefined}
        tabIndex={scrolls ? 0 : undefined}
        className={style.bandLanes}
        style={{ width: scale.width }}
        data-band-lanes
      >
        <div className={style.bandTrack} style={{ height: laid.height }}>
          <Ground seen={seen} />
          <Lanes
            laid={laid}
            from={seen.from}
            to={seen.to}
            firstLane={first}
            endLane={end}
            focusedKey={focusedKey}
          />
        </div>
      </div>
    </div>
  );
}
