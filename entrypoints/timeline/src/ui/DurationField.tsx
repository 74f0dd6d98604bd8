import { useState } from "react";

import type { FieldProps } from "@/ui/Field";
import { readDuration } from "@/ui/durationText";
import { TextField } from "@/ui/TextField";
import { duration } from "@/view/format";

interface DurationFieldProps extends FieldProps {
  /** Minutes; null: left empty. */
  readonly value: number | null;
  readonly onChange: (minutes: number | null) => void;
  /** Told where what was typed is no duration; the value stays. */
  readonly wrong: string;
}

/** Hours and minutes, typed as people write them. */
export function DurationField({ value, onChange, wrong, error, ...field }: DurationFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : readDuration(typed);
  return (
    <TextField
      {...field}
      value={typed ?? (value === null ? "" : duration(value))}
      error={read === undefined ? wrong : error}
      onChange={(text) => {
        setTyped(text);
        const minutes = readDuration(text);
        if (minutes !== undefined) onChange(minutes);
      }}
      onBlur={() => read !== undefined && setTyped(null)}
    />
  );
}
