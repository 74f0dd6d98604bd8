import { CircleCheck, SearchX } from "lucide-react";
import { useMemo } from "react";

import { useRules } from "@/api/queries/useRules";
import style from "@/features/conflicts/Conflicts.module.css";
import { ConflictFilters } from "@/features/conflicts/ConflictFilters";
import { ExportMenu } from "@/features/conflicts/ExportMenu";
import { FindingList } from "@/features/conflicts/FindingList";
import { kept } from "@/features/conflicts/groups";
import { COUNT_ID, NO_FILTER, useConflictPanel } from "@/features/conflicts/panelState";
import { conflictsShown } from "@/features/conflicts/shown";
import { TEXTS } from "@/features/conflicts/texts";
import { periodTitle } from "@/features/filters/period";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { SidePanel } from "@/ui/SidePanel";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

const NO_RULES = new Map<string, never>();

/** Findings of the visible period. */
export function ConflictsPanel() {
  const texts = useTexts(TEXTS);
  const view = useView();
  const { plan, period } = usePlan();
  const rules = useRules().data ?? NO_RULES;
  const filter = useConflictPanel((state) => state.filter);
  const all = useMemo(() => (plan && period ? conflictsShown(plan, view, period) : []), [plan, view, period]);
  const shown = useMemo(() => (plan ? kept(all, plan, filter) : []), [all, plan, filter]);
  return (
    <SidePanel
      title={texts.title}
      tools={plan && shown.length > 0 && <ExportMenu conflicts={shown} context={{ plan, rules }} />}
    >
      {plan && <Findings plan={plan} all={all} shown={shown} />}
    </SidePanel>
  );
}

interface FindingsProps {
  readonly plan: Plan;
  readonly all: readonly Conflict[];
  readonly shown: readonly Conflict[];
}

function Findings({ plan, all, shown }: FindingsProps) {
  const texts = useTexts(TEXTS);
  const keepTo = useConflictPanel((state) => state.keepTo);
  const told = useTold();
  if (all.length === 0) {
    return (
      <EmptyState icon={<CircleCheck size={28} />} title={texts.none}>
        <p>{texts.noneHere}</p>
      </EmptyState>
    );
  }
  return (
    <div className={style.panel}>
      <ConflictFilters plan={plan} conflicts={all} />
      <p id={COUNT_ID} className={style.count} role="status" tabIndex={-1}>
        {`${texts.count(shown.length, all.length)}, ${told}`}
      </p>
      {shown.length === 0 ? (
        <EmptyState icon={<SearchX size={28} />} title={texts.noneLeft}>
          <Button onClick={() => keepTo(NO_FILTER)}>{texts.clear}</Button>
        </EmptyState>
      ) : (
        <FindingList plan={plan} conflicts={shown} />
      )}
    </div>
  );
}

/** What the findings are of, in words: also of a day the week is told. */
function useTold(): string {
  const language = useLanguage();
  const { zoom } = useView();
  const { date } = usePlan();
  return periodTitle(zoom === "month" ? "month" : "week", date, language);
}
