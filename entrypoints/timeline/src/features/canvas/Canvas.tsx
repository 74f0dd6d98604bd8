import { useMemo } from "react";

import style from "@/features/canvas/Canvas.module.css";
import { Board } from "@/features/canvas/Board";
import { Skeleton } from "@/features/canvas/Skeleton";
import { TEXTS } from "@/features/canvas/texts";
import { NO_FILTERS } from "@/features/filters/facets";
import { useTexts } from "@/i18n/language";
import type { Plan, Window } from "@/plan/model";
import { rowsOf } from "@/plan/rows";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";
import { filterCount } from "@/view/view";

/** The plan: time axis, coverage, rows and bars. */
export function Canvas() {
  const texts = useTexts(TEXTS);
  const { plan, window, period, zone, date, loading, error, retry } = usePlan();
  if (plan && window && period) {
    return (
      <div className={style.whole} aria-busy={loading}>
        {error && <Failure error={error} retry={retry} over />}
        <Drawn plan={plan} window={window} period={period} zone={zone} date={date} />
        {loading && <div className={style.progress} role="progressbar" aria-label={texts.loading} />}
      </div>
    );
  }
  if (error) return <Failure error={error} retry={retry} />;
  return <Skeleton />;
}

interface DrawnProps {
  readonly plan: Plan;
  readonly window: Window;
  readonly period: Window;
  readonly zone: string;
  readonly date: string;
}

function Drawn({ plan, window, period, zone, date }: DrawnProps) {
  const view = useView();
  const texts = useTexts(TEXTS);
  const rows = useMemo(() => rowsOf(plan, view, period), [plan, view, period]);
  const nothing = rows.every((row) => row.kind === "open" && row.bars.length === 0) && filterCount(view) > 0;
  return (
    <>
      <Board plan={plan} rows={rows} window={window} zone={zone} date={date} view={view} />
      {nothing && (
        <div className={style.middle}>
          <EmptyState title={texts.nothing}>
            <Button onClick={() => changeView(NO_FILTERS)}>{texts.clear}</Button>
          </EmptyState>
        </div>
      )}
    </>
  );
}

/** Why there is no plan, or why it is not the newest one. */
function Failure({ error, retry, over = false }: { error: Error; retry: () => void; over?: boolean }) {
  const texts = useTexts(TEXTS);
  return (
    <div className={over ? style.strip : style.middle} role="alert">
      {over ? (
        <>
          <span>{error.message}</span>
          <Button onClick={retry}>{texts.again}</Button>
        </>
      ) : (
        <EmptyState title={texts.failed}>
          <p>{error.message}</p>
          <Button look="primary" onClick={retry}>
            {texts.again}
          </Button>
        </EmptyState>
      )}
    </div>
  );
}
