import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";

import { names } from "@/ui/Button";
import style from "@/ui/Popup.module.css";

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** What it is, read out. */
  readonly label: string;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly align?: "start" | "center" | "end";
  readonly className?: string | undefined;
}

/** A small window hung on its button; closes on Escape and on a click elsewhere. */
export function Popover({ trigger, label, children, align = "start", className, ...state }: PopoverProps) {
  return (
    <Base.Root {...state}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={style.over} sideOffset={6} collisionPadding={8} align={align}>
          <Base.Popup className={names(style.popup, style.popover, className)} aria-label={label}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
