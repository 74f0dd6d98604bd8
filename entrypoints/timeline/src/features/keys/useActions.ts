/** What each shortcut does. */
import { useMemo } from "react";

import { useMay } from "@/api/queries/useMe";
import { useDeeds } from "@/features/bulk/useDeeds";
import { canvasGeometry } from "@/features/canvas/geometry";
import { useHands, type Hands } from "@/features/drag/hands";
import type { Action } from "@/features/keys/chords";
import { cancelNudge, nudge, nudging } from "@/features/keys/nudge";
import { firstFrom, neighbour, type Way } from "@/features/keys/walking";
import { atWallTime, stepped } from "@/geometry/calendar";
import { useCreating } from "@/state/creating";
import { useDialogs } from "@/state/dialogs";
import { useSelection, type BarKey } from "@/state/selection";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";
import type { Zoom } from "@/view/view";

export type Actions = Record<Action, () => boolean>;

/** Each action answers whether it did something: what it did not use is left to the browser. */
export function useActions(): Actions {
  const hands = useHands();
  const deeds = useDeeds();
  const mayAutoAssign = useMay("auto_assign");
  const mayPublish = useMay("publish");
  const { date } = usePlan();
  const { zoom } = useView();
  return useMemo(() => {
    const go = (to: string | null) => done(() => changeView({ date: to }, true));
    const writing = (act: () => void) => () => hands.mayWrite && meant() && done(act);
    return {
      ...walking(),
      ...moving(hands),
      ...viewing(),
      open: openFocused,
      select: () => withFocus((key) => useSelection.getState().toggle(key)),
      selectAll,
      remove: writing(deeds.remove),
      removeWhole: writing(deeds.removeWhole),
      duplicate: writing(deeds.copyToNextDay),
      create: () => hands.mayWrite && done(() => askHere(date, hands)),
      undo: () => hands.mayWrite && done(() => void hands.edits.undo()),
      redo: () => hands.mayWrite && done(() => void hands.edits.redo()),
      previous: () => go(stepped(zoom, date, -1)),
      next: () => go(stepped(zoom, date, 1)),
      today: () => go(null),
      autoAssign: () => mayAutoAssign && done(() => panel("auto-assign")),
      publish: () => mayPublish && done(() => useDialogs.getState().show("publish")),
    };
  }, [hands, deeds, mayAutoAssign, mayPublish, date, zoom]);
}

function done(act: () => void): boolean {
  act();
  return true;
}

function meant(): boolean {
  const { selected, focused } = useSelection.getState();
  return selected.size > 0 || focused !== null;
}

function withFocus(act: (key: BarKey) => void): boolean {
  const { focused } = useSelection.getState();
  if (focused === null || !canvasGeometry()?.bar(focused)) return false;
  act(focused);
  return true;
}

function walking() {
  const walk = (way: Way) => () => {
    const geometry = canvasGeometry();
    if (!geometry) return false;
    const { focused, focus } = useSelection.getState();
    const here = focused && geometry.bar(focused) ? focused : null;
    const to = here ? neighbour(here, way, geometry) : firstFrom(geometry.rows, startShown());
    if (to) {
      focus(to);
      reveal(to);
    }
    return true;
  };
  return {
    left: walk("left"),
    right: walk("right"),
    up: walk("up"),
    down: walk("down"),
    first: walk("first"),
    last: walk("last"),
  };
}

/** The instant at the left edge of what is in view. */
function startShown(): number {
  const geometry = canvasGeometry();
  if (!geometry) return 0;
  return geometry.timeAt(geometry.viewport.getBoundingClientRect().left + geometry.headWidth);
}

/** Into view, where it is not: a bar in sight does not jump. */
function reveal(key: BarKey): void {
  const geometry = canvasGeometry();
  const box = geometry?.boxOf(key);
  if (!geometry) return;
  const { viewport, headWidth } = geometry;
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = viewport;
  const above = geometry.rows[0]?.kind === "open" ? (geometry.rowHeight("open") ?? 0) : 0;
  const seen =
    box &&
    box.left + Math.min(box.width, 40) > scrollLeft + headWidth &&
    box.left + 24 < scrollLeft + clientWidth &&
    box.top > scrollTop + above &&
    box.top + box.height < scrollTop + clientHeight;
  if (!seen) geometry.scrollToBar(key);
}

function moving(hands: Hands) {
  return {
    earlier: () => nudge("earlier", hands),
    later: () => nudge("later", hands),
    rowUp: () => nudge("rowUp", hands),
    rowDown: () => nudge("rowDown", hands),
    endEarlier: () => nudge("endEarlier", hands),
    endLater: () => nudge("endLater", hands),
    startEarlier: () => nudge("startEarlier", hands),
    startLater: () => nudge("startLater", hands),
  };
}

function viewing() {
  const zoomTo = (zoom: Zoom) => () => done(() => changeView({ zoom }));
  return {
    day: zoomTo("day"),
    week: zoomTo("week"),
    month: zoomTo("month"),
    search: () => {
      const field = document.querySelector<HTMLInputElement>("input[name=search]");
      field?.focus();
      field?.select();
      return field !== null;
    },
    conflicts: () => done(() => panel("conflicts")),
    people: () => done(() => panel("people")),
    keys: () => done(() => useDialogs.getState().show("keys")),
    escape: callOff,
  };
}

/** The panel, or none where it is open already. */
function panel(kind: "conflicts" | "people" | "auto-assign"): void {
  const { panel: now, open, close } = useSelection.getState();
  if (now.kind === kind) close();
  else open({ kind });
}

function openFocused(): boolean {
  return withFocus((key) => {
    const shift = canvasGeometry()?.bar(key)?.shift;
    if (shift) useSelection.getState().open({ kind: "shift", shiftId: shift.id });
  });
}

function selectAll(): boolean {
  const geometry = canvasGeometry();
  if (!geometry) return false;
  useSelection.getState().select(geometry.rows.flatMap((row) => row.bars.map((bar) => bar.key)));
  return true;
}

/** One thing at a time: what moves, what is asked, what is selected, what is open. */
function callOff(): boolean {
  const { selected, panel: now, clear, close } = useSelection.getState();
  const { asked, done: given } = useCreating.getState();
  if (nudging()) cancelNudge();
  else if (asked) given();
  else if (selected.size > 0) clear();
  else if (now.kind !== "none") close();
  else return false;
  return true;
}

const LENGTH = 4 * 3_600_000;

/** A new shift where the keyboard stands: after a person's bar, beside a site's, mission's or role's. */
function askHere(date: string, { zone }: Hands): void {
  const { ask } = useCreating.getState();
  const geometry = canvasGeometry();
  const { focused } = useSelection.getState();
  const bar = focused && geometry?.bar(focused);
  const row = focused && geometry?.rowOf(focused);
  if (!bar || !row) {
    const from = atWallTime(date, "09:00", zone);
    ask({ from, to: atWallTime(date, "17:00", zone), row: null, anchor: null });
    return;
  }
  const { startsAt, endsAt } = bar.shift;
  const { kind, id, label } = row;
  const from = kind === "collaborator" ? endsAt : startsAt;
  const to = kind === "collaborator" ? endsAt + LENGTH : endsAt;
  ask({ from, to, row: { kind, id, label }, anchor: null });
}
