import { useState } from "react";

import style from "@/features/shift/shift.module.css";
import { TEXTS } from "@/features/shift/texts";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { TextArea } from "@/ui/TextField";

interface NoteEditorProps {
  readonly name: string;
  readonly note: string;
  /** null: the note was emptied. */
  readonly onSave: (note: string | null) => void;
  readonly onClose: () => void;
}

export function NoteEditor({ name, note, onSave, onClose }: NoteEditorProps) {
  const texts = useTexts(TEXTS);
  const [typed, setTyped] = useState(note);
  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(typed.trim() === "" ? null : typed);
      }}
    >
      <TextArea label={texts.noteFor(name)} value={typed} onChange={setTyped} autoFocus />
      <span className={style.actions}>
        <Button type="submit" look="primary">
          {texts.save}
        </Button>
        <Button onClick={onClose}>{texts.discard}</Button>
      </span>
    </form>
  );
}
