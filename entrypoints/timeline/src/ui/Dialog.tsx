import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";

import { useTexts } from "@/i18n/language";
import { IconButton, names } from "@/ui/Button";
import style from "@/ui/Dialog.module.css";

const TEXTS = { en: { close: "Close" }, fr: { close: "Fermer" } };

interface DialogProps {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons below. */
  readonly foot?: ReactNode;
  readonly wide?: boolean;
}

/** A window over the page: holds the focus, closes on Escape and on a click outside. */
export function Dialog({ title, open, onClose, children, foot, wide }: DialogProps) {
  const texts = useTexts(TEXTS);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={style.backdrop} />
        <Base.Popup className={names(style.popup, wide && style.wide)}>
          <header className={style.head}>
            <Base.Title className={style.title}>{title}</Base.Title>
            <IconButton label={texts.close} onClick={onClose}>
              <X size={16} aria-hidden />
            </IconButton>
          </header>
          <div className={style.body}>{children}</div>
          {foot !== undefined && <footer className={style.foot}>{foot}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
