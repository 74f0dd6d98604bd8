import { CircleCheck } from "lucide-react";

import { useRules } from "@/api/queries/useRules";
import style from "@/features/shift/shift.module.css";
import { TEXTS } from "@/features/shift/texts";
import { useTexts } from "@/i18n/language";
import type { Conflict } from "@/plan/model";
import { ConflictLine } from "@/ui/ConflictLine";
import { EmptyState } from "@/ui/EmptyState";

/** What stands against a shift, the gravest first, each with what it rests on. */
export function Findings({ conflicts }: { conflicts: readonly Conflict[] }) {
  const texts = useTexts(TEXTS);
  const rules = useRules().data;
  if (conflicts.length === 0)
    return <EmptyState icon={<CircleCheck size={22} />} title={texts.noConflicts} />;
  const sorted = [...conflicts].sort((a, b) => gravity(a) - gravity(b));
  return (
    <ul className={style.list}>
      {sorted.map((one) => (
        <li key={one.fingerprint}>
          <ConflictLine conflict={one} legalSource={rules?.get(one.rule)?.legal_source} />
        </li>
      ))}
    </ul>
  );
}

function gravity(conflict: Conflict): number {
  return conflict.overridden ? 2 : conflict.type === "hard" ? 0 : 1;
}
