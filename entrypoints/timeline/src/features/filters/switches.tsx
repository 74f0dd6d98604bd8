import { BriefcaseBusiness, Clock, MapPin, Tag, Users } from "lucide-react";

import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { useTexts } from "@/i18n/language";
import { Segmented } from "@/ui/Segmented";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";
import type { RowsBy, View, Zoom } from "@/view/view";

const ZOOMS: readonly Zoom[] = ["day", "week", "month"];
const SNAPS = ["15", "30", "60"] as const;
const ROWS: readonly { readonly by: RowsBy; readonly Icon: typeof Users }[] = [
  { by: "collaborator", Icon: Users },
  { by: "site", Icon: MapPin },
  { by: "mission", Icon: BriefcaseBusiness },
  { by: "role", Icon: Tag },
];

export function ZoomSwitch() {
  const texts = useTexts(TEXTS);
  const { zoom } = useView();
  return (
    <Segmented
      label={texts.zoom}
      value={zoom}
      options={ZOOMS.map((value) => ({ value, label: texts.zooms[value] }))}
      onChange={(next) => changeView({ zoom: next }, true)}
    />
  );
}

export function RowsSwitch({ compact }: { compact: boolean }) {
  const texts = useTexts(TEXTS);
  const { rows } = useView();
  return (
    <Segmented
      label={texts.rowsBy}
      value={rows}
      options={ROWS.map(({ by, Icon }) => ({
        value: by,
        label: texts.rows[by],
        ...(compact ? {} : { icon: <Icon size={14} aria-hidden /> }),
      }))}
      onChange={(next) => changeView({ rows: next })}
    />
  );
}

/** What drags and arrow keys move by; a month is moved in by days. */
export function SnapSwitch() {
  const texts = useTexts(TEXTS);
  const { zoom, snap } = useView();
  if (zoom === "month") return null;
  return (
    <span className={style.snap}>
      <span aria-hidden>{texts.snap}</span>
      <Segmented
        label={texts.snap}
        value={String(snap)}
        options={SNAPS.map((value) => ({ value, label: texts.snapOf(Number(value)) }))}
        onChange={(next) => changeView({ snap: Number(next) as View["snap"] })}
      />
    </span>
  );
}

export function Zone() {
  const texts = useTexts(TEXTS);
  const { zone } = usePlan();
  return (
    <span className={style.zone} title={texts.zone(zone)}>
      <Clock size={13} aria-hidden />
      <span aria-label={texts.zone(zone)} role="img">
        {zone.replaceAll("_", " ")}
      </span>
    </span>
  );
}
