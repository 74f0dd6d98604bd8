import { ChevronDown, ChevronRight } from "lucide-react";
import { useMemo } from "react";

import style from "@/features/conflicts/Conflicts.module.css";
import { Finding } from "@/features/conflicts/Finding";
import { grouped, type Group } from "@/features/conflicts/groups";
import { useConflictPanel, type GroupBy } from "@/features/conflicts/panelState";
import { ruleName } from "@/features/conflicts/ruleNames";
import { TEXTS, type Texts } from "@/features/conflicts/texts";
import { useLanguage, useTexts, type Language } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { names } from "@/ui/Button";
import { VirtualList } from "@/ui/VirtualList";
import { longDay } from "@/view/format";
import { startOfDay } from "@/geometry/calendar";
import { usePlan } from "@/view/usePlan";

type Line =
  | { readonly kind: "group"; readonly key: string; readonly group: Group; readonly open: boolean }
  | { readonly kind: "finding"; readonly key: string; readonly conflict: Conflict };

/** Findings in groups that open and close. */
export function FindingList({ plan, conflicts }: { plan: Plan; conflicts: readonly Conflict[] }) {
  const texts = useTexts(TEXTS);
  const { zone } = usePlan();
  const { groupBy, closed } = useConflictPanel();
  const groups = useMemo(() => grouped(conflicts, groupBy, plan, zone), [conflicts, groupBy, plan, zone]);
  const lines = useMemo(() => linesOf(groups, closed), [groups, closed]);
  return (
    <VirtualList
      className={style.list}
      label={texts.list}
      items={lines}
      keyOf={(line) => line.key}
      estimate={(line) => (line.kind === "group" ? 36 : 82)}
      render={(line) =>
        line.kind === "group" ? (
          <GroupHead line={line} plan={plan} />
        ) : (
          <Finding id={line.key} conflict={line.conflict} plan={plan} />
        )
      }
    />
  );
}

function GroupHead({ line, plan }: { line: Extract<Line, { kind: "group" }>; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zone } = usePlan();
  const { groupBy, toggleGroup } = useConflictPanel();
  const { group, open } = line;
  const title = titleOf(groupBy, group.key, plan, { texts, language, zone });
  const Arrow = open ? ChevronDown : ChevronRight;
  return (
    <h3 className={style.groupHead}>
      <button
        type="button"
        data-main
        aria-expanded={open}
        className={style.groupButton}
        onClick={() => toggleGroup(group.key)}
      >
        <Arrow size={14} aria-hidden />
        <span className={style.groupTitle} title={title} dir="auto">
          {title}
        </span>
        <span className={names(style.groupCount, group.hard > 0 && style.groupHard)}>
          {group.conflicts.length}
        </span>
      </button>
    </h3>
  );
}

function titleOf(
  by: GroupBy,
  key: string,
  plan: Plan,
  { texts, language, zone }: { texts: Texts; language: Language; zone: string },
): string {
  if (by === "rule") return ruleName(key, language);
  if (by === "day") return longDay(startOfDay(key, zone), zone, language);
  return key === "" ? texts.nobody : (plan.collaborators.get(key)?.name ?? texts.gone);
}

function linesOf(groups: readonly Group[], closed: ReadonlySet<string>): Line[] {
  return groups.flatMap((group): Line[] => {
    const open = !closed.has(group.key);
    const head: Line = { kind: "group", key: `group ${group.key}`, group, open };
    if (!open) return [head];
    // A finding may stand in several groups.
    const own = group.conflicts.map((conflict): Line => ({
      kind: "finding",
      key: `${group.key} ${conflict.fingerprint}`,
      conflict,
    }));
    return [head, ...own];
  });
}
