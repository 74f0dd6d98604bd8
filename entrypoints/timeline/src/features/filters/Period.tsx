import { ChevronDown, ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";

import { MonthCalendar } from "@/features/filters/MonthCalendar";
import { periodTitle, weekNumber } from "@/features/filters/period";
import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { daysShown, stepped } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import { Button, IconButton } from "@/ui/Button";
import { Popover } from "@/ui/Popover";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";

/** Which days are shown, and the way to others. */
export function Period() {
  const texts = useTexts(TEXTS);
  const { zoom } = useView();
  const { date } = usePlan();
  const go = (steps: number) => changeView({ date: stepped(zoom, date, steps) }, true);
  return (
    <div className={style.period}>
      <Button className={style.today} onClick={() => changeView({ date: null }, true)}>
        {texts.today}
      </Button>
      <IconButton className={style.step} label={texts.previous[zoom]} onClick={() => go(-1)}>
        <ChevronLeft size={18} aria-hidden />
      </IconButton>
      <IconButton className={style.step} label={texts.next[zoom]} onClick={() => go(1)}>
        <ChevronRight size={18} aria-hidden />
      </IconButton>
      <DayPicker />
    </div>
  );
}

function DayPicker() {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zoom } = useView();
  const { date, zone } = usePlan();
  const [open, setOpen] = useState(false);
  const title = periodTitle(zoom, date, language);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={texts.chooseDay}
      trigger={
        <Button look="quiet" className={style.title} title={`${title} · ${texts.chooseDay}`}>
          <span className={style.titleText}>{title}</span>
          {zoom === "week" && <span className={style.caption}>{texts.week(weekNumber(date))}</span>}
          <ChevronDown className={style.fixed} size={14} aria-hidden />
        </Button>
      }
    >
      <MonthCalendar
        date={date}
        zone={zone}
        marked={zoom === "day" ? null : daysShown(zoom, date)}
        onChoose={(chosen) => {
          setOpen(false);
          changeView({ date: chosen }, true);
        }}
      />
    </Popover>
  );
}
