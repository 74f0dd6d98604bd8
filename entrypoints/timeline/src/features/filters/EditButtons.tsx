import { Redo2, Undo2 } from "lucide-react";

import { useMay } from "@/api/queries/useMe";
import { useHistory } from "@/features/edits/history";
import { useEdits } from "@/features/edits/useEdits";
import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { useTexts } from "@/i18n/language";
import { IconButton } from "@/ui/Button";

/** Undo and redo, saying of what. */
export function EditButtons() {
  const mayWrite = useMay("write");
  return mayWrite ? <Buttons /> : null;
}

function Buttons() {
  const texts = useTexts(TEXTS);
  const { undo, redo } = useEdits();
  const past = useHistory((state) => state.past.at(-1));
  const future = useHistory((state) => state.future.at(-1));
  return (
    <div className={style.group}>
      <IconButton
        label={past ? texts.undo(past.label) : texts.undoNothing}
        aria-keyshortcuts="Control+Z Meta+Z"
        disabled={!past}
        onClick={() => void undo()}
      >
        <Undo2 size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={future ? texts.redo(future.label) : texts.redoNothing}
        aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
        disabled={!future}
        onClick={() => void redo()}
      >
        <Redo2 size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
