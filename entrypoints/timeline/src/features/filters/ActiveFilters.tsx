import { X } from "lucide-react";

import { activeFilters, NO_FILTERS } from "@/features/filters/facets";
import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { useTexts } from "@/i18n/language";
import { Button, IconButton } from "@/ui/Button";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";

/** What narrows the view, each with its way out. */
export function ActiveFilters() {
  const texts = useTexts(TEXTS);
  const view = useView();
  const { plan } = usePlan();
  const active = activeFilters(view, plan, texts);
  if (active.length === 0) return null;
  return (
    <div className={style.chips} role="group" aria-label={texts.activeFilters}>
      <ul>
        {active.map((one) => (
          <li key={one.key} className={style.chip} title={one.label}>
            {one.facet !== null && <span className={style.facet}>{one.facet}</span>}
            <span dir="auto">{one.label}</span>
            <IconButton label={texts.remove(one.label)} onClick={() => changeView(one.without)}>
              <X size={12} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button look="quiet" className={style.clearAll} onClick={() => changeView(NO_FILTERS)}>
        {texts.clearAll}
      </Button>
    </div>
  );
}
