import { ListFilter } from "lucide-react";
import { useState } from "react";

import { FACETS, NO_FILTERS, optionsOf, toggled, type Facet } from "@/features/filters/facets";
import style from "@/features/filters/FiltersPopover.module.css";
import { OptionList } from "@/features/filters/OptionList";
import { TEXTS } from "@/features/filters/texts";
import bar from "@/features/filters/Toolbar.module.css";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { Popover } from "@/ui/Popover";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";
import { filterCount } from "@/view/view";

export function FiltersPopover() {
  const texts = useTexts(TEXTS);
  const count = filterCount({ ...useView(), search: "" });
  return (
    <Popover
      label={texts.filters}
      className={style.popup}
      trigger={
        <Button aria-label={count > 0 ? texts.filtersOn(count) : texts.filters}>
          <ListFilter size={14} aria-hidden />
          {texts.filters}
          {count > 0 && <span className={bar.count}>{count}</span>}
        </Button>
      }
    >
      <Filters />
    </Popover>
  );
}

function Filters() {
  const texts = useTexts(TEXTS);
  const view = useView();
  const { plan } = usePlan();
  const [facet, setFacet] = useState<Facet>("siteIds");
  if (plan === null) return <p className={style.waiting}>{texts.loading}</p>;
  return (
    <>
      <div className={style.columns}>
        <div className={style.facets} role="group" aria-label={texts.filters}>
          {FACETS.map((one) => (
            <button
              key={one}
              type="button"
              className={style.facet}
              aria-pressed={one === facet}
              onClick={() => setFacet(one)}
            >
              {texts.facets[one]}
              {view[one].length > 0 && <span className={bar.count}>{view[one].length}</span>}
            </button>
          ))}
        </div>
        <OptionList
          key={facet}
          label={texts.facets[facet]}
          options={optionsOf(facet, plan, texts)}
          chosen={view[facet]}
          onToggle={(id) => changeView(toggled(view, facet, id))}
          onClear={() => changeView({ [facet]: [] })}
        />
      </div>
      <footer className={style.foot}>
        <label className={style.only}>
          <input
            type="checkbox"
            checked={view.onlyConflicts}
            onChange={(event) => changeView({ onlyConflicts: event.target.checked })}
          />
          {texts.onlyConflicts}
        </label>
        <Button look="quiet" onClick={() => changeView(NO_FILTERS)} disabled={filterCount(view) === 0}>
          {texts.clearAll}
        </Button>
      </footer>
    </>
  );
}
