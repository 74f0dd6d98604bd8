import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRef, useState, type KeyboardEvent } from "react";

import style from "@/features/filters/MonthCalendar.module.css";
import {
  monthsFrom,
  noon,
  periodTitle,
  sameMonth,
  weekNumber,
  weeksOfMonth,
} from "@/features/filters/period";
import { TEXTS } from "@/features/filters/texts";
import { addDays, today } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import { IconButton, names } from "@/ui/Button";
import { formatter } from "@/view/format";
import { useNow } from "@/view/useNow";

interface MonthCalendarProps {
  readonly date: string;
  readonly zone: string;
  /** Days shown as one period; the last one is left out. */
  readonly marked: { readonly first: string; readonly end: string } | null;
  readonly onChoose: (date: string) => void;
}

const KEYS: Readonly<Record<string, (date: string) => string>> = {
  ArrowLeft: (date) => addDays(date, -1),
  ArrowRight: (date) => addDays(date, 1),
  ArrowUp: (date) => addDays(date, -7),
  ArrowDown: (date) => addDays(date, 7),
  PageUp: (date) => monthsFrom(date, -1),
  PageDown: (date) => monthsFrom(date, 1),
};

/** A month of days to choose one from, by pointer or arrows. */
export function MonthCalendar({ date, zone, marked, onChoose }: MonthCalendarProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const now = today(zone, useNow());
  const [at, setAt] = useState(date);
  const grid = useRef<HTMLTableElement>(null);
  const weeks = weeksOfMonth(at);

  function onKeyDown(event: KeyboardEvent) {
    const move = KEYS[event.key];
    if (!move) return;
    event.preventDefault();
    const next = move(at);
    setAt(next);
    // The day may stand in a month that is only drawn after this.
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-date="${next}"]`)?.focus());
  }

  const weekday = formatter(language, "UTC", { weekday: "short" });
  const weekdayLong = formatter(language, "UTC", { weekday: "long" });
  const dayName = formatter(language, "UTC", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  return (
    <div className={style.calendar}>
      <div className={style.head}>
        <IconButton label={texts.previousMonth} onClick={() => setAt(monthsFrom(at, -1))}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <strong aria-live="polite">{periodTitle("month", at, language)}</strong>
        <IconButton label={texts.nextMonth} onClick={() => setAt(monthsFrom(at, 1))}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
      </div>
      <table ref={grid} role="grid" onKeyDown={onKeyDown} aria-label={periodTitle("month", at, language)}>
        <thead>
          <tr>
            <td />
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={weekdayLong.format(noon(day))}>
                {weekday.format(noon(day)).slice(0, 2)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              <th scope="row" aria-label={texts.week(weekNumber(week[0] ?? at))} className={style.week}>
                {weekNumber(week[0] ?? at)}
              </th>
              {week.map((day) => (
                <td
                  key={day}
                  className={names(
                    marked !== null && day >= marked.first && day < marked.end && style.marked,
                  )}
                >
                  <button
                    type="button"
                    data-date={day}
                    className={names(style.day, !sameMonth(day, at) && style.other, day === now && style.now)}
                    aria-label={dayName.format(noon(day))}
                    aria-current={day === now ? "date" : undefined}
                    aria-pressed={day === date}
                    tabIndex={day === at ? 0 : -1}
                    onClick={() => onChoose(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
