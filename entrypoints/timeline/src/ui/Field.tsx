import { useId, type ReactNode } from "react";

import { names } from "@/ui/Button";
import style from "@/ui/Field.module.css";

/** What ties a control to its label, hint and error; spread on the control. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean | undefined;
}

export interface FieldProps {
  readonly label: string;
  /** What is wrong with the value; nothing or empty: nothing. */
  readonly error?: string | null | undefined;
  readonly hint?: ReactNode;
  /** The label is read out, not shown. */
  readonly bare?: boolean;
  readonly className?: string | undefined;
}

/** A control with its label above, and below it what to know or what is wrong. */
export function Field({
  label,
  error,
  hint,
  bare,
  className,
  children,
}: FieldProps & { readonly children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== "";
  const note = wrong ? error : hint;
  const noteId = note === undefined || note === null ? undefined : `${id}note`;
  return (
    <div className={names(style.field, className)}>
      <label className={bare ? "unseen" : style.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": noteId, "aria-invalid": wrong || undefined })}
      {noteId !== undefined && (
        <span id={noteId} className={wrong ? style.error : style.hint}>
          {note}
        </span>
      )}
    </div>
  );
}

/** Fields side by side, as many as fit. */
export function FieldRow({ children }: { readonly children: ReactNode }) {
  return <div className={style.row}>{children}</div>;
}

/** Fields under one name. */
export function FieldGroup({ legend, children }: { readonly legend: string; readonly children: ReactNode }) {
  return (
    <fieldset className={style.group}>
      <legend className={style.legend}>{legend}</legend>
      {children}
    </fieldset>
  );
}
