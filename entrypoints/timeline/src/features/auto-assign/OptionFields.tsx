import { RotateCcw } from "lucide-react";
import { useId, type Ref } from "react";

import style from "@/features/auto-assign/Options.module.css";
import {
  altered,
  NO_OPTIONS,
  USUAL,
  USUAL_LEAST_CHANGE,
  WEIGHTS,
  type Faults,
  type Options,
  type Whole,
} from "@/features/auto-assign/options";
import { OPTIONS } from "@/features/auto-assign/optionTexts";
import { TEXTS, type AutoAssignTexts } from "@/features/auto-assign/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { FieldGroup } from "@/ui/Field";
import { SelectField } from "@/ui/SelectField";
import { TextField } from "@/ui/TextField";

const LIMITS = [10, 30, 60, 300, 600, 1800];
const WHOLE: readonly Whole[] = ["patience", "steps", "seed"];

interface OptionFieldsProps {
  readonly options: Options;
  readonly faults: Faults;
  /** With the name of the field that was altered. */
  readonly onChange: (options: Options, field: string) => void;
  readonly details: Ref<HTMLDetailsElement>;
}

/** For how long to look, what to hold on to, and under "advanced" what weighs how much. */
export function OptionFields({ options, faults, onChange, details }: OptionFieldsProps) {
  const texts = useTexts(TEXTS);
  const words = useTexts(OPTIONS);
  const limits = LIMITS.includes(options.seconds)
    ? LIMITS
    : [...LIMITS, options.seconds].sort((a, b) => a - b);
  return (
    <>
      <SelectField
        label={texts.timeLimit}
        value={String(options.seconds)}
        options={limits.map((limit) => ({ value: String(limit), label: limitName(limit, texts) }))}
        onChange={(limit) => onChange({ ...options, seconds: Number(limit) }, "seconds")}
        hint={texts.longer}
        error={faults.seconds}
      />
      <Choice
        label={words.leastChange}
        hint={words.leastChangeHint}
        error={faults.leastChange}
        checked={options.leastChange}
        onChange={(leastChange) => onChange({ ...options, leastChange }, "leastChange")}
      />
      <Choice
        label={words.keepMinima}
        hint={words.keepMinimaHint}
        error={faults.keepMinima}
        checked={options.keepMinima}
        onChange={(keepMinima) => onChange({ ...options, keepMinima }, "keepMinima")}
      />
      <Advanced options={options} faults={faults} onChange={onChange} details={details} />
    </>
  );
}

function Advanced({ options, faults, onChange, details }: OptionFieldsProps) {
  const words = useTexts(OPTIONS);
  const language = useLanguage();
  const count = altered(options);
  const usual = (weight: (typeof WEIGHTS)[number]): string => {
    const value = weight === "change" && options.leastChange ? USUAL_LEAST_CHANGE : USUAL[weight];
    return value === null ? words.byItself : value.toLocaleString(language);
  };
  return (
    <details className={style.advanced} ref={details}>
      <summary>
        {words.advanced}
        {count > 0 && <span className={style.changed}>{words.changed(count)}</span>}
      </summary>
      <p className={style.intro}>{words.weightsIntro}</p>
      <FieldGroup legend={words.weights}>
        {WEIGHTS.map((name) => (
          <TextField
            key={name}
            label={words.of[name].label}
            hint={words.of[name].hint}
            error={faults[name]}
            inputMode="decimal"
            maxLength={20}
            placeholder={usual(name)}
            value={options.weights[name]}
            onChange={(text) => onChange({ ...options, weights: { ...options.weights, [name]: text } }, name)}
          />
        ))}
      </FieldGroup>
      <FieldGroup legend={words.limits}>
        {WHOLE.map((name) => (
          <TextField
            key={name}
            label={words.whole[name].label}
            hint={words.whole[name].hint}
            error={faults[name]}
            inputMode="numeric"
            maxLength={20}
            placeholder={name === "seed" ? "0" : "–"}
            value={options.whole[name]}
            onChange={(text) => onChange({ ...options, whole: { ...options.whole, [name]: text } }, name)}
          />
        ))}
      </FieldGroup>
      {count > 0 && (
        <Button
          onClick={() =>
            onChange({ ...options, weights: NO_OPTIONS.weights, whole: NO_OPTIONS.whole }, "advanced")
          }
        >
          <RotateCcw size={14} aria-hidden />
          {words.reset}
        </Button>
      )}
    </details>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Something to hold on to or not, with what that does. */
function Choice({ label, hint, error, checked, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <label className={style.choice}>
      <input
        type="checkbox"
        checked={checked}
        aria-labelledby={`${id}label`}
        aria-describedby={`${id}note`}
        aria-invalid={error !== undefined || undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        <span id={`${id}label`}>{label}</span>
        <small id={`${id}note`} className={error === undefined ? undefined : style.error}>
          {error ?? hint}
        </small>
      </span>
    </label>
  );
}

function limitName(limit: number, texts: AutoAssignTexts): string {
  return limit % 60 === 0 ? texts.minutes(limit / 60) : texts.seconds(limit);
}
