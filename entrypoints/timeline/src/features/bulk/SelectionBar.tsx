import {
  CalendarClock,
  Check,
  ChevronLeft,
  ChevronRight,
  Copy,
  Lock,
  LockOpen,
  Send,
  Trash2,
  UserMinus,
  UserPlus,
  X,
} from "lucide-react";
import { useEffect, useMemo, useState } from "react";

import { useMay } from "@/api/queries/useMe";
import { CopyWeekDialog } from "@/features/bulk/CopyWeekDialog";
import style from "@/features/bulk/SelectionBar.module.css";
import { TEXTS } from "@/features/bulk/texts";
import { barsOf, useDeeds } from "@/features/bulk/useDeeds";
import { useAir } from "@/features/drag/air";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { assignmentsOf, shiftsOf } from "@/plan/moves";
import type { Bar } from "@/plan/rows";
import { announce } from "@/state/announcements";
import { useSelection } from "@/state/selection";
import { Button, IconButton } from "@/ui/Button";
import { PickOne } from "@/ui/Combobox";
import { Menu, MenuItem } from "@/ui/Menu";
import { Popover } from "@/ui/Popover";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

/** What can be done with several bars at once; and the dialog that copies a week. */
export function SelectionBar() {
  useSaidSelection();
  return (
    <>
      <Selected />
      <CopyWeekDialog />
    </>
  );
}

/** Read out how many bars are selected; of one, its own name says so. */
function useSaidSelection(): void {
  const texts = useTexts(TEXTS);
  useEffect(
    () =>
      useSelection.subscribe(({ selected }, before) => {
        const [now, then] = [selected.size, before.selected.size];
        if (now !== then && (now > 1 || then > 1)) announce(texts.selected(now));
      }),
    [texts],
  );
}

/** From two bars on: one has its panel, and its keys. While a gesture is under way nothing may lie in its way. */
function Selected() {
  const { plan } = usePlan();
  const selected = useSelection((state) => state.selected);
  const flying = useAir((state) => state.air !== null);
  const mayWrite = useMay("write");
  const bars = useMemo(() => (plan ? barsOf(plan, selected) : []), [plan, selected]);
  return plan && bars.length > 1 && !flying && mayWrite ? <Tools plan={plan} bars={bars} /> : null;
}

function Tools({ plan, bars }: { plan: Plan; bars: readonly Bar[] }) {
  const texts = useTexts(TEXTS);
  const clear = useSelection((state) => state.clear);
  return (
    <div className={style.bar} role="toolbar" aria-label={texts.bar}>
      <strong className={style.count}>{texts.selected(bars.length)}</strong>
      <MoveButtons />
      <CopyMenu />
      <AssignButton plan={plan} />
      <Decisions plan={plan} bars={bars} />
      <Locks plan={plan} bars={bars} />
      <PublishButton bars={bars} />
      <RemoveMenu bars={bars} />
      <IconButton label={texts.clear} onClick={clear}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

function MoveButtons() {
  const texts = useTexts(TEXTS);
  const { move } = useDeeds();
  const { zoom, snap } = useView();
  const byDay = zoom === "month";
  const amount = byDay ? texts.day : texts.minutes(snap);
  const go = (sign: number) => move(byDay ? { days: sign, minutes: 0 } : { days: 0, minutes: sign * snap });
  return (
    <span className={style.group}>
      <IconButton label={texts.earlier(amount)} onClick={() => go(-1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <CalendarClock size={16} aria-hidden className={style.sign} />
      <IconButton label={texts.later(amount)} onClick={() => go(1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
    </span>
  );
}

function CopyMenu() {
  const texts = useTexts(TEXTS);
  const { copyToNextDay, copyToNextWeek } = useDeeds();
  return (
    <Menu
      align="start"
      trigger={
        <Button look="quiet">
          <Copy size={16} aria-hidden />
          {texts.copy}
        </Button>
      }
    >
      <MenuItem label={texts.nextDay} onSelect={copyToNextDay} />
      <MenuItem label={texts.nextWeek} onSelect={copyToNextWeek} />
    </Menu>
  );
}

function AssignButton({ plan }: { plan: Plan }) {
  const texts = useTexts(TEXTS);
  const { assign } = useDeeds();
  const [open, setOpen] = useState(false);
  const people = useMemo(
    () =>
      [...plan.collaborators.values()]
        .filter((one) => one.active)
        .map((one) => ({ value: one.id, label: one.name })),
    [plan.collaborators],
  );
  return (
    <Popover
      label={texts.assignTo}
      open={open}
      onOpenChange={setOpen}
      className={style.pick}
      trigger={
        <Button look="quiet">
          <UserPlus size={16} aria-hidden />
          {texts.assign}
        </Button>
      }
    >
      <PickOne
        label={texts.person}
        options={people}
        value={null}
        onChange={(person) => {
          if (person === null) return;
          setOpen(false);
          assign(person);
        }}
      />
    </Popover>
  );
}

interface AboutBars {
  readonly plan: Plan;
  readonly bars: readonly Bar[];
}

function Decisions({ plan, bars }: AboutBars) {
  const texts = useTexts(TEXTS);
  const { decide } = useDeeds();
  const count = assignmentsOf(plan, bars).filter((one) => one.status === "proposed" && !one.locked).length;
  if (count === 0) return null;
  return (
    <span className={style.group}>
      <Button look="quiet" aria-label={texts.confirmLong(count)} onClick={() => decide(true)}>
        <Check size={16} aria-hidden />
        {texts.confirm(count)}
      </Button>
      <Button look="quiet" aria-label={texts.rejectLong(count)} onClick={() => decide(false)}>
        <X size={16} aria-hidden />
        {texts.reject(count)}
      </Button>
    </span>
  );
}

function Locks({ plan, bars }: AboutBars) {
  const texts = useTexts(TEXTS);
  const { lock } = useDeeds();
  const staff = assignmentsOf(plan, bars);
  const open = staff.some((one) => !one.locked);
  if (staff.length === 0) return null;
  const label = open ? texts.lock : texts.unlock;
  return (
    <IconButton label={label} onClick={() => lock(open)}>
      {open ? <Lock size={16} aria-hidden /> : <LockOpen size={16} aria-hidden />}
    </IconButton>
  );
}

function PublishButton({ bars }: { bars: readonly Bar[] }) {
  const texts = useTexts(TEXTS);
  const { publish } = useDeeds();
  const mayPublish = useMay("publish");
  if (!mayPublish || !shiftsOf(bars).some((one) => one.status === "draft")) return null;
  return (
    <Button look="quiet" onClick={publish}>
      <Send size={16} aria-hidden />
      {texts.publish}
    </Button>
  );
}

function RemoveMenu({ bars }: { bars: readonly Bar[] }) {
  const texts = useTexts(TEXTS);
  const { remove, removeWhole } = useDeeds();
  return (
    <Menu
      trigger={
        <Button look="quiet">
          <Trash2 size={16} aria-hidden />
          {texts.more}
        </Button>
      }
    >
      {bars.every((bar) => bar.assignment !== null) && (
        <MenuItem label={texts.free} icon={<UserMinus size={16} aria-hidden />} onSelect={remove} />
      )}
      <MenuItem label={texts.remove} icon={<Trash2 size={16} aria-hidden />} onSelect={removeWhole} />
    </Menu>
  );
}
