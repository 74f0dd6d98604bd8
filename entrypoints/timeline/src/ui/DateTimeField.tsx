import { FieldRow, type FieldProps } from "@/ui/Field";
import { TextField } from "@/ui/TextField";

/** A day and a wall time as they stand in the two inputs; either may be empty while it is typed. */
export interface WallClock {
  /** `YYYY-MM-DD` or empty. */
  readonly date: string;
  /** `HH:MM` or empty. */
  readonly time: string;
}

interface DateTimeFieldProps extends Omit<FieldProps, "bare" | "label"> {
  readonly dateLabel: string;
  readonly timeLabel: string;
  readonly value: WallClock;
  readonly onChange: (value: WallClock) => void;
  readonly disabled?: boolean;
}

/** A day and a wall time; what zone they are of is the caller's to say. */
export function DateTimeField({
  dateLabel,
  timeLabel,
  value,
  onChange,
  error,
  hint,
  disabled,
}: DateTimeFieldProps) {
  return (
    <FieldRow>
      <TextField
        label={dateLabel}
        type="date"
        value={value.date}
        onChange={(date) => onChange({ ...value, date })}
        error={error}
        hint={hint}
        disabled={disabled}
        max="9998-12-31"
      />
      <TextField
        label={timeLabel}
        type="time"
        value={value.time}
        onChange={(time) => onChange({ ...value, time })}
        disabled={disabled}
      />
    </FieldRow>
  );
}
