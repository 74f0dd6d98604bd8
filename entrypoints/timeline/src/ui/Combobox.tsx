import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";

import { useTexts } from "@/i18n/language";
import { matches } from "@/plan/rows";
import style from "@/ui/Combobox.module.css";
import { Field, type ControlProps, type FieldProps } from "@/ui/Field";
import popup from "@/ui/Popup.module.css";
import type { Option } from "@/ui/SelectField";

const TEXTS = {
  en: { none: "Nothing found", open: "Show the list", remove: (name: string) => `Remove ${name}` },
  fr: { none: "Aucun résultat", open: "Afficher la liste", remove: (name: string) => `Retirer ${name}` },
};
/** Of a longer list this many are shown; typing finds the rest. */
const SHOWN = 100;

interface PickProps extends FieldProps {
  readonly options: readonly Option[];
  readonly placeholder?: string;
  readonly disabled?: boolean;
}

const finds = (option: Option, query: string) => matches(query, option.label);
const same = (a: Option, b: Option) => a.value === b.value;

/** One of a long list, found by typing. */
export function PickOne({
  options,
  value,
  onChange,
  placeholder,
  disabled = false,
  ...field
}: PickProps & { readonly value: string | null; readonly onChange: (value: string | null) => void }) {
  return (
    <Field {...field}>
      {(control) => (
        <Base.Root
          items={options}
          filter={finds}
          limit={SHOWN}
          isItemEqualToValue={same}
          value={options.find((option) => option.value === value) ?? null}
          onValueChange={(next) => onChange(next?.value ?? null)}
          disabled={disabled}
          autoHighlight
        >
          <Base.InputGroup className={style.group}>
            <Input control={control} label={field.label} placeholder={placeholder} />
            <Opener />
          </Base.InputGroup>
          <List />
        </Base.Root>
      )}
    </Field>
  );
}

/** Several of a long list, found by typing; the chosen ones stand before the text. */
export function PickMany({
  options,
  value,
  onChange,
  placeholder,
  disabled = false,
  ...field
}: PickProps & { readonly value: readonly string[]; readonly onChange: (value: string[]) => void }) {
  const texts = useTexts(TEXTS);
  const chosen = options.filter((option) => value.includes(option.value));
  return (
    <Field {...field}>
      {(control) => (
        <Base.Root
          multiple
          items={options}
          filter={finds}
          limit={SHOWN}
          isItemEqualToValue={same}
          value={chosen}
          onValueChange={(next) => onChange(next.map((option) => option.value))}
          disabled={disabled}
          autoHighlight
        >
          <Base.InputGroup className={style.group}>
            <Base.Chips className={style.chips}>
              {chosen.map((option) => (
                <Base.Chip key={option.value} className={style.chip} aria-label={option.label}>
                  <span className={style.name} title={option.label}>
                    {option.label}
                  </span>
                  <Base.ChipRemove className={style.remove} aria-label={texts.remove(option.label)}>
                    <X size={12} aria-hidden />
                  </Base.ChipRemove>
                </Base.Chip>
              ))}
              <Input
                control={control}
                label={field.label}
                placeholder={chosen.length === 0 ? placeholder : undefined}
              />
            </Base.Chips>
            <Opener />
          </Base.InputGroup>
          <List />
        </Base.Root>
      )}
    </Field>
  );
}

interface InputProps {
  readonly control: ControlProps;
  readonly label: string;
  readonly placeholder: string | undefined;
}

/** Named by itself too: over a dialog the open list hides the label from readers. */
function Input({ control, label, placeholder }: InputProps) {
  return <Base.Input {...control} aria-label={label} className={style.input} placeholder={placeholder} />;
}

function Opener() {
  const texts = useTexts(TEXTS);
  return (
    <Base.Trigger className={style.opener} aria-label={texts.open}>
      <ChevronDown size={14} aria-hidden />
    </Base.Trigger>
  );
}

function List() {
  const texts = useTexts(TEXTS);
  return (
    <Base.Portal>
      <Base.Positioner className={style.over} sideOffset={4} collisionPadding={8}>
        <Base.Popup className={style.popup}>
          <Base.Empty className={style.empty}>{texts.none}</Base.Empty>
          <Base.List className={style.list}>
            {(option: Option) => (
              <Base.Item key={option.value} value={option} className={popup.item}>
                <span className={style.tick}>
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Base.ItemIndicator>
                </span>
                <span className={style.name} title={option.label}>
                  {option.label}
                </span>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
