/** The day as a list, on a narrow screen. */
import { CalendarHeart } from "lucide-react";
import { Suspense, useEffect, useRef, useState, type TouchEvent } from "react";

import { useMe, useMay } from "@/api/queries/useMe";
import { ImportDialog, loadParts } from "@/app/parts";
import style from "@/features/agenda/Agenda.module.css";
import { DayFilters } from "@/features/agenda/DayFilters";
import { DayHead } from "@/features/agenda/DayHead";
import { DayList } from "@/features/agenda/DayList";
import { swipeOf } from "@/features/agenda/day";
import { MyAvailability } from "@/features/agenda/MyAvailability";
import { Sheet } from "@/features/agenda/Sheet";
import { TEXTS } from "@/features/agenda/texts";
import { addDays } from "@/geometry/calendar";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { usePlan } from "@/view/usePlan";
import { changeView } from "@/view/useView";

export function Agenda() {
  const texts = useTexts(TEXTS);
  const { plan, date, zone, error, retry } = usePlan();
  const ownId = useMe().data?.collaborator_id ?? null;
  const readsAll = useMay("read");
  const [saying, setSaying] = useState(false);
  useEffect(loadParts, []);
  const swipe = useSwipe((days) => changeView({ date: addDays(date, days) }));
  return (
    <div className={style.page}>
      <DayHead plan={plan} date={date} zone={zone} />
      <main className={style.main} {...swipe}>
        {plan && readsAll && <DayFilters plan={plan} ownId={ownId} />}
        {plan && <DayList key={date} plan={plan} date={date} zone={zone} />}
        {!plan && error && (
          <EmptyState title={error.message}>
            <Button onClick={retry}>{texts.again}</Button>
          </EmptyState>
        )}
        {!plan && !error && (
          <p className={style.loading} role="status">
            {texts.loading}
          </p>
        )}
      </main>
      {ownId !== null && (
        <footer className={style.foot}>
          <Button className={style.wide} onClick={() => setSaying(true)}>
            <CalendarHeart size={18} aria-hidden />
            {texts.availability}
          </Button>
          {saying && <MyAvailability personId={ownId} onClose={() => setSaying(false)} />}
        </footer>
      )}
      <Sheet />
      <Suspense>
        <ImportDialog />
      </Suspense>
    </div>
  );
}

/** A finger drawn across the list leads to the next or the last day. */
function useSwipe(go: (days: -1 | 1) => void) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const touch = touches.length === 1 ? touches[0] : undefined;
      start.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const [from, touch] = [start.current, changedTouches[0]];
      start.current = null;
      if (!from || !touch) return;
      const days = swipeOf(touch.clientX - from.x, touch.clientY - from.y);
      if (days !== 0) go(days);
    },
  };
}
