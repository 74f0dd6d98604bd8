import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type CSSProperties } from "react";

import style from "@/features/canvas/Heads.module.css";
import { useClosedGroups } from "@/features/canvas/closedGroups";
import { useDrawing } from "@/features/canvas/drawing";
import type { Item } from "@/features/canvas/layout";
import { ROWS_ABOVE } from "@/features/canvas/RowView";

interface GroupHeadProps {
  readonly item: Extract<Item, { kind: "group" }>;
  readonly top: number;
  readonly place: number;
}

/** The name of a team above its rows; folds them away. */
export const GroupHead = memo(function GroupHead({ item, top, place }: GroupHeadProps) {
  const { measures, texts } = useDrawing();
  const toggle = useClosedGroups((state) => state.toggle);
  const name = item.group.team?.name ?? texts.noTeam;
  const Sign = item.open ? ChevronDown : ChevronRight;
  const where: CSSProperties & Record<"--hue", string> = {
    top,
    height: measures.group,
    "--hue": item.group.team?.colour ?? "var(--line-control)",
  };
  return (
    <div role="row" aria-rowindex={ROWS_ABOVE + place + 1} className={style.group} style={where}>
      <div role="rowheader" className={style.groupHead}>
        <button
          type="button"
          className={style.fold}
          aria-expanded={item.open}
          title={item.open ? texts.closeGroup(name) : texts.openGroup(name)}
          onClick={() => toggle(item.group.key)}
        >
          <Sign size={14} aria-hidden />
          <i className={style.colour} aria-hidden />
          <span className={style.groupName}>{name}</span>
          <span className={style.groupCount}>{texts.groupRows(item.rows)}</span>
        </button>
      </div>
    </div>
  );
});
