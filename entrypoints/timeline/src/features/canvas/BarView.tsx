import { memo, type CSSProperties } from "react";

import style from "@/features/canvas/BarView.module.css";
import { useDecisions, useDrawing } from "@/features/canvas/drawing";
import type { Face } from "@/features/canvas/face";
import { fitting, TWO_COLUMNS, type Fitting } from "@/features/canvas/fitting";
import { timeWidth } from "@/features/canvas/textWidth";
import type { BarKey } from "@/state/selection";
import { names } from "@/ui/Button";

interface BarViewProps {
  readonly barKey: BarKey;
  readonly shiftId: string;
  readonly face: Face;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Pixels at its left that are scrolled out of view. */
  readonly hidden?: number;
  /** It began before the window, or goes on after it. */
  readonly before: boolean;
  readonly after: boolean;
  readonly selected: boolean;
  /** The keyboard is on it. */
  readonly focused: boolean;
}

/** One shift, or one person's part in it. Gestures find it by `data-bar`. There are many: it holds no hooks it could do without. */
export const BarView = memo(function BarView(props: BarViewProps) {
  const { barKey, shiftId, face, left, top, width, hidden = 0, before, after, selected, focused } = props;
  const { view, measures, scale, texts } = useDrawing();
  const decisions = useDecisions();
  const dense = view.zoom === "month";
  const where: CSSProperties & Record<"--hue", string> = {
    left,
    top,
    width,
    height: measures.bar,
    paddingLeft: hidden > 0 ? hidden + AIR : undefined,
    "--hue": face.hue,
  };
  const mayDecide = decisions !== null && face.proposedIds.length > 0;
  const seen = width - hidden - (after ? JAG : 0);
  const shown = dense ? null : fitting(face, seen, mayDecide, timeWidth);
  const beside = mayDecide && shown?.decide !== true;
  const told = [
    before && texts.continues.before,
    after && texts.continues.after,
    mayDecide && texts.decideByKeys,
  ].filter(Boolean);
  return (
    <div
      role="gridcell"
      aria-label={[face.label, ...told].join(", ")}
      aria-selected={selected}
      tabIndex={focused ? 0 : -1}
      data-bar={barKey}
      data-shift={shiftId}
      className={names(
        "hued",
        style.bar,
        style[face.status],
        face.proposedIds.length > 0 && style.proposed,
        before && style.before,
        after && style.after,
        selected && style.selected,
        beside && style.offers,
        dense ? style.dense : seen < TWO_COLUMNS && style.narrow,
        dense && face.worst !== null && style[`dense-${face.worst}`],
      )}
      style={where}
    >
      {shown && <Inside face={face} shown={shown} />}
      {beside && <Decide face={face} beside={left + width + DECIDE > scale.width ? "left" : "right"} />}
    </div>
  );
});

/** Pixels between the edge of what is in view and the text of a bar that it cuts. */
const AIR = 3;

/** Pixels by which the jag of a bar that goes on is wider than an edge. */
const JAG = 2;

/** Pixels of the buttons beside a bar too narrow to hold them. */
const DECIDE = 66;

function Inside({ face, shown }: { face: Face; shown: Fitting }) {
  const marks = shown.marks.map((mark) =>
    mark === "conflicts" ? (
      <b key={mark} className={names(style.badge, face.worst !== null && style[face.worst])}>
        {face.conflicts > 0 && shown.figure && face.conflicts}
      </b>
    ) : (
      <i key={mark} className={style[mark]} />
    ),
  );
  return (
    <>
      {shown.time !== "" && (
        <span
          className={names(
            style.time,
            shown.small && style.small,
            shown.columns && marks.length > 0 && style.beside,
          )}
        >
          {shown.time}
        </span>
      )}
      {shown.what && (
        <span className={names(style.what, (shown.count || shown.decide) && style.beside)}>{face.what}</span>
      )}
      {shown.count && <span className={names(style.count, face.short && style.short)}>{face.count}</span>}
      {marks.length > 0 && <span className={style.marks}>{marks}</span>}
      {shown.decide && <Decide face={face} />}
    </>
  );
}

/**
 * Accept or reject what is proposed; by keyboard the same is in the shift's panel. Beside a bar that has no room for
 * it, it is seen while the pointer, the focus or the selection is on the bar.
 */
function Decide({ face, beside }: { face: Face; beside?: "left" | "right" }) {
  const { texts } = useDrawing();
  const decisions = useDecisions();
  return (
    <span
      className={names(style.decide, beside && style.outside, beside && style[beside])}
      onPointerDown={(event) => event.stopPropagation()}
    >
      <button
        type="button"
        tabIndex={-1}
        className={style.accept}
        aria-label={texts.accept(face.subject)}
        title={texts.accept(face.subject)}
        onClick={() => decisions?.accept(face.proposedIds)}
      />
      <button
        type="button"
        tabIndex={-1}
        className={style.reject}
        aria-label={texts.reject(face.subject)}
        title={texts.reject(face.subject)}
        onClick={() => decisions?.reject(face.proposedIds)}
      />
    </span>
  );
}
