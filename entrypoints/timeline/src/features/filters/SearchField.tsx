import { Search, X } from "lucide-react";
import { useEffect, useState } from "react";

import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { useTexts } from "@/i18n/language";
import { IconButton } from "@/ui/Button";
import { changeView, useView } from "@/view/useView";

/** Milliseconds without typing after which the plan is searched. */
const PAUSE = 160;

/** Searches the plan as one types; found by the key `/` through its name `search`. */
export function SearchField() {
  const texts = useTexts(TEXTS);
  const { search } = useView();
  const [text, setText] = useState(search);
  const [seen, setSeen] = useState(search);
  // Searched from elsewhere (a filter taken away, the browser's way back): that text wins over the one typed.
  if (search !== seen) {
    setSeen(search);
    setText(search);
  }
  useEffect(() => {
    if (text === seen) return undefined;
    const timer = setTimeout(() => {
      setSeen(text);
      changeView({ search: text });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, seen]);

  return (
    <div role="search" className={style.search}>
      <Search size={14} aria-hidden />
      <input
        type="search"
        name="search"
        value={text}
        maxLength={200}
        aria-label={texts.search}
        title={texts.search}
        placeholder={texts.searchShort}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return;
          event.stopPropagation();
          setText("");
        }}
      />
      {text !== "" && (
        <IconButton label={texts.clearSearch} onClick={() => setText("")}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
