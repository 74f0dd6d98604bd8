import { ChevronDown } from "lucide-react";

import { Field, type FieldProps } from "@/ui/Field";
import style from "@/ui/Field.module.css";

export interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
}

interface SelectFieldProps<T extends string> extends FieldProps {
  readonly value: T;
  readonly options: readonly Option<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}

/** One of a short list; a long one wants `PickOne`. The browser's own list: known to every hand and reader. */
export function SelectField<T extends string>({
  value,
  options,
  onChange,
  disabled,
  ...field
}: SelectFieldProps<T>) {
  const known = options.some((option) => option.value === value);
  return (
    <Field {...field}>
      {(control) => (
        <span className={style.select}>
          <select
            {...control}
            className={style.control}
            value={value}
            disabled={disabled}
            title={options.find((option) => option.value === value)?.label}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.target.value);
              if (chosen) onChange(chosen.value);
            }}
          >
            {!known && <option value={value}>—</option>}
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown size={14} aria-hidden />
        </span>
      )}
    </Field>
  );
}
