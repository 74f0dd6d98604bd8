import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

import { names } from "@/ui/Button";
import style from "@/ui/Tabs.module.css";

interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly tabs: readonly {
    readonly value: T;
    readonly label: string;
    /** A number beside the label; 0 is left out. */
    readonly count?: number;
    /** The number tells of something grave; say so in what the tab shows too. */
    readonly alarm?: boolean;
    readonly content: ReactNode;
  }[];
}

/** Several faces of one thing, one at a time; what is not shown is not there. */
export function Tabs<T extends string>({ label, value, onChange, tabs }: TabsProps<T>) {
  return (
    <Base.Root className={style.root} value={value} onValueChange={(next: T) => onChange(next)}>
      <Base.List className={style.list} aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <Base.Tab key={tab.value} value={tab.value} className={style.tab}>
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && (
              <span className={names(style.count, tab.alarm && style.alarm)}>{tab.count}</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className={style.panel}>
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
