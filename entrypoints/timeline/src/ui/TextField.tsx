import type { ComponentProps } from "react";

import { Field, type FieldProps } from "@/ui/Field";
import style from "@/ui/Field.module.css";

type Own = "value" | "onChange" | "className" | "id" | "children" | "defaultValue";
type Typed<Tag extends "input" | "textarea"> = FieldProps &
  Omit<ComponentProps<Tag>, Own> & {
    readonly value: string;
    readonly onChange: (value: string) => void;
  };

/** One line of text; also days and wall times, by `type`. */
export function TextField({ onChange, ...rest }: Typed<"input">) {
  const [field, own] = parted(rest);
  return (
    <Field {...field}>
      {(control) => (
        <input
          type="text"
          autoComplete="off"
          {...own}
          {...control}
          className={style.control}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export function TextArea({ onChange, ...rest }: Typed<"textarea">) {
  const [field, own] = parted(rest);
  return (
    <Field {...field}>
      {(control) => (
        <textarea
          rows={2}
          maxLength={4000}
          {...own}
          {...control}
          className={style.control}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What is the field's around the control, and what is the control's own. */
function parted<P extends FieldProps>({ label, error, hint, bare, className, ...own }: P) {
  return [{ label, error, hint, bare: bare ?? false, className }, own] as const;
}
