import style from "@/features/canvas/Canvas.module.css";
import { TEXTS } from "@/features/canvas/texts";
import { useTexts } from "@/i18n/language";

/** Percent of the width: where the bars of a plan that is not there yet seem to lie. */
const ROWS = [
  [2, 18],
  [30, 14],
  [12, 22],
  [52, 16],
  [6, 12],
  [40, 20],
  [22, 17],
  [60, 14],
  [9, 20],
  [34, 15],
] as const;

/** The shape of the plan while it loads. */
export function Skeleton() {
  const texts = useTexts(TEXTS);
  return (
    <div className={style.skeleton} role="status" aria-label={texts.loading}>
      <div className={style.skeletonHead} />
      {ROWS.map(([left, width]) => (
        <div key={left} className={style.skeletonRow}>
          <span className={style.skeletonName} />
          <span className={style.skeletonBar} style={{ left: `${left}%`, width: `${width}%` }} />
        </div>
      ))}
    </div>
  );
}
