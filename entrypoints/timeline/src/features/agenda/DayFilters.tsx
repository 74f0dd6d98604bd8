import style from "@/features/agenda/Agenda.module.css";
import { TEXTS } from "@/features/agenda/texts";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { names } from "@/ui/Button";
import { SelectField, type Option } from "@/ui/SelectField";
import { changeView, useView } from "@/view/useView";

const ALL = "";

/** Kept to a site or a person; "mine" for a user who is one of the people. */
export function DayFilters({ plan, ownId }: { plan: Plan; ownId: string | null }) {
  const texts = useTexts(TEXTS);
  const { siteIds, collaboratorIds } = useView();
  const mine = ownId !== null && collaboratorIds.length === 1 && collaboratorIds[0] === ownId;
  return (
    <div className={style.filters}>
      <SelectField
        bare
        label={texts.site}
        value={siteIds[0] ?? ALL}
        options={[{ value: ALL, label: texts.everySite }, ...options(plan.sites)]}
        onChange={(id) => changeView({ siteIds: id === ALL ? [] : [id] })}
      />
      <SelectField
        bare
        label={texts.person}
        value={collaboratorIds[0] ?? ALL}
        options={[{ value: ALL, label: texts.everybody }, ...options(plan.collaborators)]}
        onChange={(id) => changeView({ collaboratorIds: id === ALL ? [] : [id] })}
      />
      {ownId !== null && (
        <button
          type="button"
          className={names(style.mine, mine && style.chosen)}
          aria-pressed={mine}
          onClick={() => changeView({ collaboratorIds: mine ? [] : [ownId] })}
        >
          {texts.mine}
        </button>
      )}
    </div>
  );
}

function options(things: ReadonlyMap<string, { readonly id: string; readonly name: string }>): Option[] {
  return [...things.values()]
    .map((one) => ({ value: one.id, label: one.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
