import { useId, type ReactNode } from "react";

import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import style from "@/ui/Dialog.module.css";

const TEXTS = { en: { cancel: "Cancel" }, fr: { cancel: "Annuler" } };

interface FormDialogProps {
  readonly title: string;
  /** What sends the form. */
  readonly action: string;
  /** Not ready: something is missing, or it is being sent. */
  readonly ready: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly wide?: boolean;
}

/** A window with a form: sent by its button or the Enter key, given up by the other. */
export function FormDialog({ title, action, ready, onSubmit, onClose, children, wide }: FormDialogProps) {
  const texts = useTexts(TEXTS);
  const id = useId();
  return (
    <Dialog
      title={title}
      open
      wide={wide ?? false}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" form={id} look="primary" disabled={!ready}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={id}
        noValidate
        className={style.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
