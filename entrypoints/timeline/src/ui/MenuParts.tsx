import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

import { names } from "@/ui/Button";
import style from "@/ui/Popup.module.css";

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
  readonly align?: "start" | "center" | "end";
}

export function Menu({ trigger, children, align = "end" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={style.over} sideOffset={6} collisionPadding={8} align={align}>
          <Base.Popup className={names(style.popup, style.menu)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  /** The key that does the same, shown beside it. */
  readonly shortcut?: string;
  readonly disabled?: boolean;
}

export function MenuItem({ label, onSelect, icon, shortcut, disabled = false }: MenuItemProps) {
  return (
    <Base.Item className={style.item} onClick={onSelect} disabled={disabled} label={label}>
      <span className={style.icon}>{icon}</span>
      <span className={style.label}>{label}</span>
      {shortcut !== undefined && (
        <kbd className={style.key} aria-hidden>
          {shortcut}
        </kbd>
      )}
    </Base.Item>
  );
}

export interface MenuChoiceProps<T extends string> {
  readonly title: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly lang?: string }[];
  readonly onChange: (value: T) => void;
}

/** One of several, the present one ticked. */
export function MenuChoice<T extends string>({ title, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: T) => onChange(next)} aria-label={title}>
      <div className={style.title} aria-hidden>
        {title}
      </div>
      {options.map((option) => (
        <Base.RadioItem key={option.value} className={style.item} value={option.value} label={option.label}>
          <span className={style.icon}>
            <Base.RadioItemIndicator>
              <Check size={16} aria-hidden />
            </Base.RadioItemIndicator>
          </span>
          <span className={style.label} lang={option.lang}>
            {option.label}
          </span>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuLine() {
  return <Base.Separator className={style.line} />;
}

export function MenuTitle({ children }: { children: ReactNode }) {
  return <div className={style.title}>{children}</div>;
}
