import type { ScopeDraft } from "@/features/publish/scope";
import style from "@/features/publish/Publish.module.css";
import { TEXTS } from "@/features/publish/texts";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { PickMany } from "@/ui/Combobox";
import type { Option } from "@/ui/SelectField";
import { TextField } from "@/ui/TextField";

interface ScopeFieldsProps {
  readonly draft: ScopeDraft;
  readonly plan: Plan;
  /** The period makes no sense. */
  readonly wrong: boolean;
  readonly onChange: (draft: ScopeDraft) => void;
}

/** Which days, sites and missions are published. */
export function ScopeFields({ draft, plan, wrong, onChange }: ScopeFieldsProps) {
  const texts = useTexts(TEXTS);
  return (
    <div className={style.scope}>
      <TextField
        label={texts.from}
        type="date"
        value={draft.first}
        onChange={(first) => onChange({ ...draft, first })}
        required
      />
      <TextField
        label={texts.until}
        type="date"
        value={draft.last}
        min={draft.first}
        onChange={(last) => onChange({ ...draft, last })}
        error={wrong ? texts.wrongPeriod : null}
        required
      />
      <PickMany
        label={texts.sites}
        placeholder={texts.everySite}
        options={optionsOf(plan.sites)}
        value={draft.siteIds}
        onChange={(siteIds) => onChange({ ...draft, siteIds })}
      />
      <PickMany
        label={texts.missions}
        placeholder={texts.everyMission}
        options={optionsOf(plan.missions)}
        value={draft.missionIds}
        onChange={(missionIds) => onChange({ ...draft, missionIds })}
      />
    </div>
  );
}

function optionsOf(things: ReadonlyMap<string, { readonly id: string; readonly name: string }>): Option[] {
  return [...things.values()]
    .map((one) => ({ value: one.id, label: one.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
