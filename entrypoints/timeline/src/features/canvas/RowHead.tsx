import type { CSSProperties, PointerEvent } from "react";

import style from "@/features/canvas/Heads.module.css";
import { useDrawing } from "@/features/canvas/drawing";
import pinned from "@/features/canvas/Pinned.module.css";
import { startPersonDrag } from "@/features/drag/personDrag";
import type { Row } from "@/plan/rows";
import { names } from "@/ui/Button";
import { duration } from "@/view/format";

/** Whose row it is, and how much is worked in it against the contract. A person can be dragged onto a shift from here. */
export function RowHead({ row, tall }: { row: Row; tall: boolean }) {
  const { view } = useDrawing();
  const person = row.kind === "collaborator" ? row.id : null;
  const take = (event: PointerEvent) => person !== null && startPersonDrag(person, row.label, event);
  return (
    <div
      role="rowheader"
      className={names(
        pinned.pinned,
        style.head,
        view.zoom === "month" && style.dense,
        person !== null && style.person,
        tall && style.tall,
      )}
      title={row.label}
      onPointerDown={take}
    >
      <span className={style.name}>{row.label}</span>
      <Work row={row} />
    </div>
  );
}

function Work({ row }: { row: Row }) {
  const { view, texts, hoursOf } = useDrawing();
  const { workedMinutes, contractMinutes } = row;
  const dense = view.zoom === "month";
  const worked = dense ? hours(workedMinutes) : duration(workedMinutes);
  // The day on screen is not what is counted, so what is must be said.
  const told = view.zoom === "day" ? ` · ${texts.ofWeek}` : "";
  if (contractMinutes === null) {
    const count = row.kind === "collaborator" || dense ? "" : `${texts.shifts(row.bars.length)} · `;
    return <span className={style.work} title={hoursOf}>{`${count}${worked}${told}`}</span>;
  }
  const over = workedMinutes - contractMinutes;
  const part = contractMinutes === 0 ? 1 : Math.min(1, workedMinutes / contractMinutes);
  const filled: CSSProperties & Record<"--part", string> = { "--part": `${part * 100}%` };
  return (
    <>
      <span
        className={names(style.work, over > 0 && style.over)}
        title={over > 0 ? `${hoursOf}: ${texts.over(duration(over))}` : hoursOf}
      >
        {`${worked} / ${dense ? hours(contractMinutes) : duration(contractMinutes)}${told}`}
        {over > 0 && <b className={style.by}>{`+${duration(over)}`}</b>}
      </span>
      <i className={names(style.meter, over > 0 && style.full)} style={filled} aria-hidden />
    </>
  );
}

/** Whole hours, where there is no room for minutes. */
function hours(minutes: number): string {
  return duration(Math.round(minutes / 60) * 60);
}
