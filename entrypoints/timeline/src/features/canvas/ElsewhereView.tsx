import style from "@/features/canvas/Elsewhere.module.css";
import { useDrawing } from "@/features/canvas/drawing";
import type { LaidRow } from "@/features/canvas/layout";
import { xAt } from "@/geometry/scale";

/** Pixels from which on there is room for a word. */
const WORD = 48;

/** Behind a person's bars, as high as the row: when they work outside what who is signed in may see. */
export function ElsewhereView({ laid, from, to }: { laid: LaidRow; from: number; to: number }) {
  const { scale, view, measures, texts, elsewhereOf } = useDrawing();
  return elsewhereOf(laid.row)
    .filter((one) => one.from < to && one.to > from)
    .map((one) => {
      const left = xAt(scale, Math.max(one.from, scale.from));
      const width = Math.max(measures.narrowest, xAt(scale, Math.min(one.to, scale.to)) - left);
      return (
        <div
          key={`${one.from} ${one.to}`}
          role="gridcell"
          aria-label={one.label}
          aria-readonly
          title={one.label}
          className={style.elsewhere}
          style={{ left, width }}
        >
          {view.zoom !== "month" && width >= WORD && <span aria-hidden>{texts.elsewhereShort}</span>}
        </div>
      );
    });
}
