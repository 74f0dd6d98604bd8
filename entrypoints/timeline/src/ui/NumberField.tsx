import { useState } from "react";

import { Field, type FieldProps } from "@/ui/Field";
import style from "@/ui/Field.module.css";

interface NumberFieldProps extends FieldProps {
  /** null: left empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

/** A whole number, or nothing. */
export function NumberField({
  value,
  onChange,
  min = 0,
  max,
  step,
  placeholder,
  disabled,
  ...field
}: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed !== null && readNumber(typed) === value ? typed : (value?.toString() ?? "");
  return (
    <Field {...field}>
      {(control) => (
        <input
          type="number"
          inputMode="numeric"
          autoComplete="off"
          min={min}
          max={max}
          step={step}
          placeholder={placeholder}
          disabled={disabled}
          {...control}
          className={style.control}
          value={text}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(readNumber(event.target.value));
          }}
        />
      )}
    </Field>
  );
}

function readNumber(text: string): number | null {
  const read = Number(text);
  return text.trim() === "" || !Number.isFinite(read) ? null : Math.trunc(read);
}
