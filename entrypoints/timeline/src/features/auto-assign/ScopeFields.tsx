import style from "@/features/auto-assign/AutoAssign.module.css";
import { TEXTS } from "@/features/auto-assign/texts";
import { periodTitle } from "@/features/filters/period";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { PickMany } from "@/ui/Combobox";
import { FieldGroup } from "@/ui/Field";
import type { Option } from "@/ui/SelectField";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

/** What was chosen to be filled; `selected` counts only where shifts are selected. */
export interface Chosen {
  readonly whole: boolean;
  readonly siteIds: readonly string[];
  readonly missionIds: readonly string[];
}

interface ScopeFieldsProps {
  readonly plan: Plan;
  /** How many shifts are selected on the plan. */
  readonly selected: number;
  readonly chosen: Chosen;
  readonly onChange: (chosen: Chosen) => void;
}

/** What to fill: the period shown, kept to sites and missions, or the selected shifts. */
export function ScopeFields({ plan, selected, chosen, onChange }: ScopeFieldsProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zoom } = useView();
  const { date } = usePlan();
  const some = !chosen.whole && selected > 0;
  return (
    <>
      <FieldGroup legend={texts.what}>
        <label className={style.choice}>
          <input
            type="radio"
            name="scope"
            checked={!some}
            onChange={() => onChange({ ...chosen, whole: true })}
          />
          <span>
            {texts.whole}
            <small>{periodTitle(zoom === "month" ? "month" : "week", date, language)}</small>
          </span>
        </label>
        {selected > 0 && (
          <label className={style.choice}>
            <input
              type="radio"
              name="scope"
              checked={some}
              onChange={() => onChange({ ...chosen, whole: false })}
            />
            <span>{texts.selection(selected)}</span>
          </label>
        )}
      </FieldGroup>
      {!some && (
        <>
          <PickMany
            label={texts.sites}
            options={options(plan.sites)}
            value={chosen.siteIds}
            onChange={(siteIds) => onChange({ ...chosen, siteIds })}
            placeholder={texts.all}
          />
          <PickMany
            label={texts.missions}
            options={options(plan.missions)}
            value={chosen.missionIds}
            onChange={(missionIds) => onChange({ ...chosen, missionIds })}
            placeholder={texts.all}
          />
        </>
      )}
    </>
  );
}

function options(things: ReadonlyMap<string, { readonly id: string; readonly name: string }>): Option[] {
  return [...things.values()]
    .map((one) => ({ value: one.id, label: one.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
