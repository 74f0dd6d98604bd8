import type { ComponentProps } from "react";

import { Field, type FieldProps } from "@/ui/Field";
import style from "@/ui/Field.module.css";

interface TextFieldProps
  extends
    FieldProps,
    Omit<ComponentProps<"input">, "value" | "onChange" | "className" | "id" | "children" | "defaultValue"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One line of text; also days and wall times, by `type`. */
export function TextField({ label, error, hint, bare, className, value, onChange, ...rest }: TextFieldProps) {
  return (
    <Field label={label} error={error} hint={hint} bare={bare ?? false} className={className}>
      {(control) => (
        <input
          type="text"
          autoComplete="off"
          {...rest}
          {...control}
          className={style.control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

interface TextAreaProps
  extends
    FieldProps,
    Omit<
      ComponentProps<"textarea">,
      "value" | "onChange" | "className" | "id" | "children" | "defaultValue"
    > {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextArea({ label, error, hint, bare, className, value, onChange, ...rest }: TextAreaProps) {
  return (
    <Field label={label} error={error} hint={hint} bare={bare ?? false} className={className}>
      {(control) => (
        <textarea
          rows={2}
          maxLength={4000}
          {...rest}
          {...control}
          className={style.control}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
