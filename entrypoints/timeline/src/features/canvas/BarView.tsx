import { memo, useEffect, useRef, type CSSProperties } from "react";

import style from "@/features/canvas/BarView.module.css";
import { useDecisions, useDrawing } from "@/features/canvas/drawing";
import type { Face } from "@/features/canvas/face";
import { useSelection, type BarKey } from "@/state/selection";
import { names } from "@/ui/Button";

interface BarViewProps {
  readonly barKey: BarKey;
  readonly shiftId: string;
  readonly face: Face;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** It began before the window, or goes on after it. */
  readonly before: boolean;
  readonly after: boolean;
}

/** From how many pixels on a bar has room for a time, for two columns, for buttons beside them. */
const ROOM = { time: 24, columns: 92, buttons: 150 };
/** Pixels of a figure of the time, a little more than most fonts ask for. */
const FIGURE = { narrow: 6.3, wide: 7.6 };

/** One shift, or one person's part in it. Gestures find it by `data-bar`. */
export const BarView = memo(function BarView(props: BarViewProps) {
  const { barKey, shiftId, face, left, top, width, before, after } = props;
  const { view, measures, texts } = useDrawing();
  const selected = useSelection((state) => state.selected.has(barKey));
  const focused = useSelection((state) => state.focused === barKey);
  const element = useFocusOf(focused);
  const dense = view.zoom === "month";
  const where: CSSProperties & Record<"--hue", string> = {
    left,
    top,
    width,
    height: measures.bar,
    "--hue": face.hue,
  };
  const cut = [before && texts.continues.before, after && texts.continues.after].filter(Boolean);
  return (
    <div
      ref={element}
      role="gridcell"
      aria-label={[face.label, ...cut].join(", ")}
      aria-selected={selected}
      tabIndex={focused ? 0 : -1}
      data-bar={barKey}
      data-shift={shiftId}
      className={names(
        style.bar,
        style[face.status],
        face.proposedIds.length > 0 && style.proposed,
        before && style.before,
        after && style.after,
        selected && style.selected,
        dense ? style.dense : width < ROOM.columns && style.narrow,
        dense && face.worst !== null && style[`dense-${face.worst}`],
      )}
      style={where}
    >
      {!dense && <Inside face={face} width={width} />}
    </div>
  );
});

/** The keyboard goes from bar to bar; what has the focus elsewhere on the page keeps it. */
function useFocusOf(focused: boolean) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = document.activeElement;
    const free = at === document.body || at?.closest("[data-plan]");
    if (focused && free && at !== element.current) element.current?.focus({ preventScroll: true });
  }, [focused]);
  return element;
}

function Inside({ face, width }: { face: Face; width: number }) {
  const decisions = useDecisions();
  const marks = marksOf(face);
  const columns = width >= ROOM.columns;
  const decide = decisions !== null && face.proposedIds.length > 0 && width >= ROOM.buttons;
  const what = columns || (face.count === null && marks.length === 0);
  return (
    <>
      {width >= ROOM.time && (
        <span className={names(style.time, columns && marks.length > 0 && style.beside)}>
          {timeFor(face, columns ? width - 16 - marks.length * 16 : width - 9, columns)}
        </span>
      )}
      {width >= ROOM.time && what && (
        <span className={names(style.what, (face.count !== null || decide) && style.beside)}>
          {face.what}
        </span>
      )}
      {face.count !== null && width >= ROOM.time && (
        <span className={names(style.count, face.short && style.short)}>{face.count}</span>
      )}
      {marks.length > 0 && (
        <span className={style.marks}>{width >= ROOM.time * 2 ? marks : marks.at(-1)}</span>
      )}
      {decide && <Decide face={face} />}
    </>
  );
}

/** As much of the time as fits in whole: a figure cut off would be another time. */
function timeFor(face: Face, room: number, wide: boolean): string {
  const figures = room / (wide ? FIGURE.wide : FIGURE.narrow);
  return [face.time, face.shortTime].find((text) => text.length <= figures) ?? face.startTime;
}

/** Signs, the gravest last. */
function marksOf(face: Face) {
  const marks = [];
  if (face.proposedIds.length > 0) marks.push(<i key="proposed" className={style.isProposed} />);
  if (face.changed) marks.push(<i key="changed" className={style.isChanged} />);
  if (face.locked) marks.push(<i key="locked" className={style.isLocked} />);
  if (face.worst !== null) {
    marks.push(
      <b key="conflicts" className={names(style.badge, style[face.worst])}>
        {face.conflicts > 0 && face.conflicts}
      </b>,
    );
  }
  return marks;
}

/** Accept or reject what is proposed; by keyboard the same is in the shift's panel. */
function Decide({ face }: { face: Face }) {
  const { texts } = useDrawing();
  const decisions = useDecisions();
  return (
    <span className={style.decide} onPointerDown={(event) => event.stopPropagation()}>
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
