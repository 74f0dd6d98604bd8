import { useLanguage } from "@/i18n/language";
import { FieldGroup } from "@/ui/Field";
import style from "@/ui/Field.module.css";
import { formatter } from "@/view/format";

interface CheckFieldProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function CheckField({ label, checked, onChange, disabled }: CheckFieldProps) {
  return (
    <label className={style.check}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
    </label>
  );
}

interface WeekdaysFieldProps {
  readonly label: string;
  /** 1 Monday to 7 Sunday. */
  readonly value: readonly number[];
  readonly onChange: (value: number[]) => void;
}

/** Days of the week, any of them. */
export function WeekdaysField({ label, value, onChange }: WeekdaysFieldProps) {
  const language = useLanguage();
  return (
    <FieldGroup legend={label}>
      <div className={style.days}>
        {[1, 2, 3, 4, 5, 6, 7].map((day) => {
          // 5 January 1970 was a Monday.
          const instant = (day + 3) * 86_400_000;
          return (
            <label key={day} className={style.day}>
              <input
                type="checkbox"
                aria-label={formatter(language, "UTC", { weekday: "long" }).format(instant)}
                checked={value.includes(day)}
                onChange={(event) =>
                  onChange(
                    (event.target.checked ? [...value, day] : value.filter((one) => one !== day)).sort(),
                  )
                }
              />
              <span aria-hidden>{formatter(language, "UTC", { weekday: "short" }).format(instant)}</span>
            </label>
          );
        })}
      </div>
    </FieldGroup>
  );
}
