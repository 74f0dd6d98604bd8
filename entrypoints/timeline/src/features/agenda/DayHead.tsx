import { ChevronLeft, ChevronRight } from "lucide-react";
import { useMemo } from "react";

import style from "@/features/agenda/Agenda.module.css";
import { shiftsOfDay } from "@/features/agenda/day";
import { TEXTS } from "@/features/agenda/texts";
import { AccountMenu } from "@/features/filters/AccountMenu";
import { EditButtons } from "@/features/filters/EditButtons";
import { LiveMark } from "@/features/live/LiveMark";
import { addDays, daysOf, monday, startOfDay, today } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { Button, IconButton } from "@/ui/Button";
import { formatter, longDay } from "@/view/format";
import { useNow } from "@/view/useNow";
import { changeView, useView } from "@/view/useView";

/** The day shown, the ways to other days, and the days of its week. */
export function DayHead({ plan, date, zone }: { plan: Plan | null; date: string; zone: string }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const now = today(zone, useNow());
  const named = formatter(language, zone, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(date.slice(0, 4) === now.slice(0, 4) ? {} : { year: "numeric" }),
  });
  const go = (to: string) => changeView({ date: to });
  return (
    <header className={style.head}>
      <div className={style.bar}>
        <h1 className="unseen">Planning PRO — {texts.title}</h1>
        <LiveMark />
        <span className={style.space} />
        <EditButtons />
        {date !== now && (
          <Button className={style.today} onClick={() => go(now)}>
            {texts.today}
          </Button>
        )}
        <AccountMenu />
      </div>
      <div className={style.switch}>
        <IconButton label={texts.previous} className={style.step} onClick={() => go(addDays(date, -1))}>
          <ChevronLeft size={22} aria-hidden />
        </IconButton>
        <label className={style.day}>
          <span aria-live="polite">{named.format(startOfDay(date, zone))}</span>
          <input
            type="date"
            aria-label={texts.pickDay}
            value={date}
            onClick={(event) => openPicker(event.currentTarget)}
            onChange={(event) => event.target.value !== "" && go(event.target.value)}
          />
        </label>
        <IconButton label={texts.next} className={style.step} onClick={() => go(addDays(date, 1))}>
          <ChevronRight size={22} aria-hidden />
        </IconButton>
      </div>
      {plan && <Week plan={plan} date={date} zone={zone} now={now} onPick={go} />}
    </header>
  );
}

function openPicker(input: HTMLInputElement): void {
  try {
    input.showPicker();
  } catch {
    // A browser without it, or one that wants another kind of click, takes typing.
  }
}

interface WeekProps {
  readonly plan: Plan;
  readonly date: string;
  readonly zone: string;
  readonly now: string;
  readonly onPick: (date: string) => void;
}

function Week({ plan, date, zone, now, onPick }: WeekProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const view = useView();
  const first = monday(date);
  const days = useMemo(
    () =>
      daysOf({ from: startOfDay(first, zone), to: startOfDay(addDays(first, 7), zone) }, zone).map((day) => ({
        ...day,
        count: shiftsOfDay(plan, view, day).length,
      })),
    [plan, view, first, zone],
  );
  const weekday = formatter(language, zone, { weekday: "narrow" });
  return (
    <nav className={style.week} aria-label={texts.week}>
      {days.map((day) => (
        <button
          key={day.date}
          type="button"
          className={style.weekday}
          aria-current={day.date === date ? "date" : undefined}
          data-now={day.date === now || undefined}
          aria-label={`${longDay(day.startsAt, zone, language)}, ${texts.shifts(day.count)}`}
          onClick={() => onPick(day.date)}
        >
          <small>{weekday.format(day.startsAt)}</small>
          <span>{Number(day.date.slice(8))}</span>
          <i data-some={day.count > 0 || undefined} />
        </button>
      ))}
    </nav>
  );
}
