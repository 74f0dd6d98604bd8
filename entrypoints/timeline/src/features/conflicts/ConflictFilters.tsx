import { useMemo } from "react";

import style from "@/features/conflicts/Conflicts.module.css";
import { useConflictPanel, type GroupBy, type Weight } from "@/features/conflicts/panelState";
import { ruleName } from "@/features/conflicts/ruleNames";
import { TEXTS } from "@/features/conflicts/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { PickOne } from "@/ui/Combobox";
import { FieldRow } from "@/ui/Field";
import { Segmented } from "@/ui/Segmented";
import { SelectField, type Option } from "@/ui/SelectField";

const WEIGHTS: readonly Weight[] = ["all", "hard", "soft", "overridden"];
const GROUPS: readonly GroupBy[] = ["rule", "person", "day"];

/** What the findings are kept to; only what some finding speaks of can be chosen. */
export function ConflictFilters({ plan, conflicts }: { plan: Plan; conflicts: readonly Conflict[] }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { filter, groupBy, keepTo, group } = useConflictPanel();
  const rules = useMemo(
    () => byLabel([...new Set(conflicts.map((one) => one.rule))], (code) => ruleName(code, language)),
    [conflicts, language],
  );
  const people = useMemo(
    () =>
      byLabel(
        [...new Set(conflicts.flatMap((one) => one.collaborator_ids))],
        (id) => plan.collaborators.get(id)?.name,
      ),
    [conflicts, plan],
  );
  const sites = useMemo(
    () =>
      byLabel(
        [
          ...new Set(
            conflicts.flatMap((one) => one.shift_ids.flatMap((id) => plan.shifts.get(id)?.siteId ?? [])),
          ),
        ],
        (id) => plan.sites.get(id)?.name,
      ),
    [conflicts, plan],
  );
  return (
    <div className={style.filters} role="group" aria-label={texts.filter}>
      <Segmented
        label={texts.weight}
        value={filter.weight}
        options={WEIGHTS.map((value) => ({ value, label: texts.weights[value] }))}
        onChange={(weight) => keepTo({ weight })}
      />
      <FieldRow>
        <SelectField
          label={texts.rule}
          value={filter.rule ?? ""}
          options={[{ value: "", label: texts.everyRule }, ...rules]}
          onChange={(rule) => keepTo({ rule: rule === "" ? null : rule })}
        />
        <SelectField
          label={texts.site}
          value={filter.siteId ?? ""}
          options={[{ value: "", label: texts.everySite }, ...sites]}
          onChange={(site) => keepTo({ siteId: site === "" ? null : site })}
        />
      </FieldRow>
      <PickOne
        label={texts.person}
        placeholder={texts.everyone}
        options={people}
        value={filter.personId}
        onChange={(personId) => keepTo({ personId })}
      />
      <div className={style.groupBy}>
        <span aria-hidden>{texts.groupBy}</span>
        <Segmented
          label={texts.groupBy}
          value={groupBy}
          options={GROUPS.map((value) => ({ value, label: texts.groups[value] }))}
          onChange={group}
        />
      </div>
    </div>
  );
}

/** Ids as options in order of their names; what has no name any more is left out. */
function byLabel(ids: readonly string[], labelOf: (id: string) => string | undefined): Option[] {
  return ids
    .flatMap((value) => {
      const label = labelOf(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .sort((a, b) => a.label.localeCompare(b.label));
}
