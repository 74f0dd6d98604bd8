import { X } from "lucide-react";
import { useId, type ReactNode } from "react";

import { useTexts } from "@/i18n/language";
import { useSelection } from "@/state/selection";
import { IconButton } from "@/ui/Button";
import style from "@/ui/SidePanel.module.css";

const TEXTS = { en: { close: "Close panel" }, fr: { close: "Fermer le panneau" } };

/** What stands beside the plan; `tools` are buttons in its head. */
export function SidePanel({
  title,
  tools,
  children,
}: {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}) {
  const texts = useTexts(TEXTS);
  const close = useSelection((state) => state.close);
  const id = useId();
  return (
    <aside className={style.panel} aria-labelledby={id}>
      <header className={style.head}>
        <h2 id={id} className={style.title}>
          {title}
        </h2>
        <span>
          {tools}
          <IconButton label={texts.close} onClick={close}>
            <X size={16} aria-hidden />
          </IconButton>
        </span>
      </header>
      <div className={style.body}>{children}</div>
    </aside>
  );
}
