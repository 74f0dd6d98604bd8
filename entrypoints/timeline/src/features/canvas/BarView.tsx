import { Check, X } from "lucide-react";
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

/** From how many pixels on a bar has room for texts, and for buttons. */
const ROOM = { words: 26, longTime: 92, buttons: 132 };

/** One shift, or one person's part in it. Gestures find it by `data-bar`. */
export const BarView = memo(function BarView({ barKey, face, width, ...rest }: BarViewProps) {
  const { view, measures } = useDrawing();
  const selected = useSelection((state) => state.selected.has(barKey));
  const focused = useSelection((state) => state.focused === barKey);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The keyboard moves from bar to bar; what has the focus elsewhere on the page keeps it.
    const at = document.activeElement;
    const free = at === document.body || at?.closest("[data-plan]");
    if (focused && free && at !== element.current) element.current?.focus({ preventScroll: true });
  }, [focused]);
  const dense = view.zoom === "month";
  const where: CSSProperties & Record<"--hue", string> = {
    left: rest.left,
    top: rest.top,
    width,
    height: measures.bar,
    "--hue": face.hue,
  };
  return (
    <div
      ref={element}
      role="gridcell"
      aria-label={face.label}
      aria-selected={selected}
      tabIndex={focused ? 0 : -1}
      data-bar={barKey}
      data-shift={rest.shiftId}
      className={names(
        style.bar,
        style[face.status],
        face.proposedIds.length > 0 && style.proposed,
        rest.before && style.before,
        rest.after && style.after,
        selected && style.selected,
        dense && style.dense,
        dense && face.worst !== null && style[`dense-${face.worst}`],
      )}
      style={where}
    >
      {!dense && <Inside face={face} width={width} />}
    </div>
  );
});

function Inside({ face, width }: Pick<BarViewProps, "face" | "width">) {
  return (
    <>
      {width >= ROOM.words && (
        <span className={style.text}>
          <span className={style.time}>{width >= ROOM.longTime ? face.time : face.shortTime}</span>
          <span className={style.what}>{face.what}</span>
        </span>
      )}
      <Marks face={face} narrow={width < ROOM.words * 2} />
      {face.count !== null && width >= ROOM.words && (
        <span className={names(style.count, face.short && style.short)}>{face.count}</span>
      )}
      {face.proposedIds.length > 0 && width >= ROOM.buttons && <Decide face={face} />}
    </>
  );
}

/** Signs in the upper corner, the gravest outermost. */
function Marks({ face, narrow }: { face: Face; narrow: boolean }) {
  if (!face.locked && !face.changed && face.worst === null && face.proposedIds.length === 0) return null;
  return (
    <span className={style.marks}>
      {!narrow && face.proposedIds.length > 0 && <i className={style.isProposed} />}
      {!narrow && face.changed && <i className={style.isChanged} />}
      {!narrow && face.locked && <i className={style.isLocked} />}
      {face.worst !== null && (
        <b className={names(style.badge, style[face.worst])}>{face.conflicts > 0 && face.conflicts}</b>
      )}
    </span>
  );
}

/** Accept or reject what is proposed; by keyboard the same is in the shift's panel. */
function Decide({ face }: { face: Face }) {
  const { texts } = useDrawing();
  const decisions = useDecisions();
  if (!decisions) return null;
  return (
    <span className={style.decide} onPointerDown={(event) => event.stopPropagation()}>
      <button
        type="button"
        tabIndex={-1}
        aria-label={texts.accept(face.subject)}
        title={texts.accept(face.subject)}
        onClick={() => decisions.accept(face.proposedIds)}
      >
        <Check size={14} aria-hidden />
      </button>
      <button
        type="button"
        tabIndex={-1}
        aria-label={texts.reject(face.subject)}
        title={texts.reject(face.subject)}
        onClick={() => decisions.reject(face.proposedIds)}
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}
