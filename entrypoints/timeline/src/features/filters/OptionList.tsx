import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, useState } from "react";

import type { Option } from "@/features/filters/facets";
import style from "@/features/filters/FiltersPopover.module.css";
import { TEXTS } from "@/features/filters/texts";
import { useTexts } from "@/i18n/language";
import { matches } from "@/plan/rows";
import { Button } from "@/ui/Button";

interface OptionListProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
  readonly onClear: () => void;
}

const OPTION_HEIGHT = 32;
/** From so many options on there is a field to search them by. */
const SEARCHED_FROM = 9;

/** Any number of options, several of which may be chosen; of a long list only what is in sight is drawn. */
export function OptionList({ label, options, chosen, onToggle, onClear }: OptionListProps) {
  const texts = useTexts(TEXTS);
  const [search, setSearch] = useState("");
  const found = search === "" ? options : options.filter((option) => matches(search, option.label));
  return (
    <div className={style.options} role="group" aria-label={label}>
      {options.length >= SEARCHED_FROM && (
        <div className={style.find}>
          <input
            type="search"
            value={search}
            aria-label={texts.searchIn(label)}
            placeholder={texts.searchIn(label)}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      {found.length === 0 ? (
        <p className={`${style.list} ${style.none}`}>
          {search === "" ? texts.nothingYet : texts.nothingFound}
        </p>
      ) : (
        <Options found={found} chosen={chosen} onToggle={onToggle} />
      )}
      {chosen.length > 0 && (
        <div className={style.chosen}>
          {texts.chosen(chosen.length)}
          <Button look="quiet" onClick={onClear}>
            {texts.clear}
          </Button>
        </div>
      )}
    </div>
  );
}

function Options({
  found,
  chosen,
  onToggle,
}: {
  found: readonly Option[];
  chosen: readonly string[];
  onToggle: (id: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => OPTION_HEIGHT,
    getItemKey: (i) => found[i]?.id ?? i,
    overscan: 8,
  });
  return (
    <div ref={scroller} className={style.list}>
      <div className={style.all} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const option = found[row.index];
          return (
            option && (
              <label
                key={option.id}
                className={style.option}
                style={{ transform: `translateY(${row.start}px)` }}
                title={option.label}
              >
                <input
                  type="checkbox"
                  checked={chosen.includes(option.id)}
                  onChange={() => onToggle(option.id)}
                />
                {option.colour !== undefined && (
                  <span className={style.dot} style={{ background: option.colour ?? "transparent" }} />
                )}
                <span dir="auto">{option.label}</span>
              </label>
            )
          );
        })}
      </div>
    </div>
  );
}
