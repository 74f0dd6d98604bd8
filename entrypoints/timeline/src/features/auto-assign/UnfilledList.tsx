import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import style from "@/features/auto-assign/Explain.module.css";
import { Lacking } from "@/features/auto-assign/Lacking";
import { hopeless, type Unfilled } from "@/features/auto-assign/review";
import { TEXTS } from "@/features/auto-assign/texts";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { EmptyState } from "@/ui/EmptyState";
import { VirtualList } from "@/ui/VirtualList";

/** Shifts that still lack people, and why. */
export function UnfilledList({ unfilled, plan }: { unfilled: readonly Unfilled[]; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const words = useTexts(EXPLAIN);
  const never = hopeless(unfilled);
  if (unfilled.length === 0) return <EmptyState title={texts.allFilled} />;
  return (
    <div className={style.column}>
      {never > 1 && <p className={style.lead}>{words.proved(never)}</p>}
      <VirtualList
        label={texts.unfilled}
        items={unfilled}
        keyOf={(one) => one.shift.id}
        estimate={(one) => 132 + 20 * Number(one.nearest !== null) + 36 * Number(one.clash !== null)}
        render={(one) => <Lacking one={one} plan={plan} />}
      />
    </div>
  );
}
