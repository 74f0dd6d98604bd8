import { CalendarRange } from "lucide-react";

import { useMedia } from "@/app/useMedia";
import { AccountMenu } from "@/features/filters/AccountMenu";
import { ActiveFilters } from "@/features/filters/ActiveFilters";
import { EditButtons } from "@/features/filters/EditButtons";
import { FiltersPopover } from "@/features/filters/FiltersPopover";
import { PanelButtons } from "@/features/filters/PanelButtons";
import { Period } from "@/features/filters/Period";
import { PlanMenu } from "@/features/filters/PlanMenu";
import { SearchField } from "@/features/filters/SearchField";
import { RowsSwitch, SnapSwitch, Zone, ZoomSwitch } from "@/features/filters/switches";
import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { LiveMark } from "@/features/live/LiveMark";
import { useTexts } from "@/i18n/language";

/** The bar above the plan: period, zoom, rows, filters, search, actions. */
export function Toolbar() {
  const texts = useTexts(TEXTS);
  const roomy = useMedia("(min-width: 1360px)");
  return (
    <header className={style.toolbar} aria-label={texts.toolbar}>
      <div className={style.line}>
        <div className={style.brand}>
          <CalendarRange size={20} aria-hidden />
          <h1 className={roomy ? style.name : "unseen"}>Planning PRO</h1>
        </div>
        <Period />
        <ZoomSwitch />
        <div className={style.space} />
        <EditButtons />
        <PanelButtons compact={!roomy} />
        <PlanMenu />
        <AccountMenu />
      </div>
      <div className={style.line}>
        <RowsSwitch compact={!roomy} />
        <FiltersPopover />
        <SearchField />
        <div className={style.space} />
        <LiveMark />
        <SnapSwitch />
        <Zone />
      </div>
      <ActiveFilters />
    </header>
  );
}
