import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";

import style from "@/ui/Segmented.module.css";

interface SegmentedProps<T extends string> {
  /** What is chosen, read out. */
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[];
  readonly onChange: (value: T) => void;
  /** Icons without their words, which stay as names. */
  readonly iconsOnly?: boolean;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
  iconsOnly,
}: SegmentedProps<T>) {
  return (
    <ToggleGroup
      className={style.group}
      aria-label={label}
      value={[value]}
      onValueChange={([next]) => next !== undefined && onChange(next)}
    >
      {options.map((option) => {
        const bare = iconsOnly === true && option.icon !== undefined;
        return (
          <Toggle
            key={option.value}
            className={style.option}
            value={option.value}
            {...(bare ? { "aria-label": option.label, title: option.label } : {})}
          >
            {option.icon}
            {!bare && option.label}
          </Toggle>
        );
      })}
    </ToggleGroup>
  );
}
