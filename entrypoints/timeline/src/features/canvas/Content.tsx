import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type FocusEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type PointerEvent,
} from "react";

import { Axis } from "@/features/canvas/Axis";
import { Band } from "@/features/canvas/Band";
import style from "@/features/canvas/Board.module.css";
import { useClosedGroups } from "@/features/canvas/closedGroups";
import { useDrawing } from "@/features/canvas/drawing";
import { Ground, NowLine } from "@/features/canvas/Ground";
import { GroupHead } from "@/features/canvas/GroupHead";
import { bandHeight, lanesWithin, layoutOf, type Item, type Layout } from "@/features/canvas/layout";
import { Patterns } from "@/features/canvas/Patterns";
import { ROWS_ABOVE, RowView, SOME_LANES } from "@/features/canvas/RowView";
import { useFollowedDay } from "@/features/canvas/useFollowedDay";
import { usePublishedGeometry } from "@/features/canvas/usePublishedGeometry";
import type { ShownArea } from "@/features/canvas/useShownArea";
import { canvasGeometry } from "@/features/canvas/geometry";
import { DragLayer } from "@/features/drag/DragLayer";
import { useCanvasGestures } from "@/features/drag/useCanvasGestures";
import { instantAt } from "@/geometry/scale";
import type { Plan, Window } from "@/plan/model";
import type { Row } from "@/plan/rows";
import { useSelection, type BarKey } from "@/state/selection";
import { longDay } from "@/view/format";

interface ContentProps {
  readonly viewport: HTMLDivElement;
  readonly area: ShownArea;
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly date: string;
}

/** All that is scrolled; of it, what is in view is in the document. */
export function Content({ viewport, area, plan, rows, date }: ContentProps) {
  const { scale, measures, period, texts, zone, language } = useDrawing();
  const [content, setContent] = useState<HTMLDivElement | null>(null);
  const closed = useClosedGroups((state) => state.closed);
  const layout = useMemo(() => layoutOf(rows, closed, scale, measures), [rows, closed, scale, measures]);
  const all = useClosedGroups((state) => state.allOpenShifts);
  const band = bandHeight(layout.band, { all, period, room: area.height }, measures);
  usePublishedGeometry({ viewport, content, rows, layout });
  useFollowedDay(viewport, date);
  const seen = useMemo(
    () => ({
      from: Math.max(scale.from, instantAt(scale, area.left - measures.head)),
      to: Math.min(scale.to, instantAt(scale, area.right - measures.head)),
    }),
    [scale, measures.head, area.left, area.right],
  );
  const size: CSSProperties & Record<"--head" | "--axis" | "--above", string> = {
    width: measures.head + scale.width,
    "--head": `${measures.head}px`,
    "--axis": `${measures.axis}px`,
    "--above": `${measures.axis + band}px`,
  };
  const gestures = useCanvasGestures();
  const focusable = useSelection((state) => state.focused !== null);
  const first = longDay(scale.from, zone, language);
  const last = longDay(scale.to - 1, zone, language);
  return (
    <div ref={setContent} className={style.content} style={size} {...gestures}>
      <Patterns />
      <div
        role="grid"
        className={style.grid}
        aria-label={texts.plan(first, last)}
        aria-multiselectable
        aria-rowcount={layout.items.length + ROWS_ABOVE}
        tabIndex={focusable ? -1 : 0}
        onFocus={followFocus}
        onPointerOver={showTitle}
      >
        <Axis plan={plan} seen={seen} date={date} />
        {layout.band && <Band laid={layout.band} seen={seen} height={band} />}
        <Rows viewport={viewport} area={area} layout={layout} seen={seen} above={measures.axis + band} />
      </div>
      <NowLine />
      <DragLayer />
    </div>
  );
}

/** Keys act on the bar that has the focus, however it came there. */
function followFocus({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  if (target === currentTarget) focusFirst(currentTarget);
  else if (target instanceof HTMLElement && target.dataset.bar !== undefined) {
    const { focused, focus } = useSelection.getState();
    if (focused !== target.dataset.bar) focus(target.dataset.bar as BarKey);
  }
}

/** The plan is one stop of the Tab key: it leads to the first bar in view. */
function focusFirst(grid: HTMLElement): void {
  const key = grid.querySelector<HTMLElement>("[data-bar]")?.dataset.bar;
  if (key !== undefined) useSelection.getState().focus(key as BarKey);
}

/** A bar's name is shown when the pointer rests on it; set then, so that screen readers do not read it twice. */
function showTitle({ target }: PointerEvent): void {
  const bar = target instanceof Element ? target.closest<HTMLElement>("[data-bar]") : null;
  if (bar) bar.title = bar.ariaLabel ?? "";
}

interface RowsProps extends Pick<ContentProps, "viewport" | "area"> {
  readonly layout: Layout;
  readonly seen: Window;
  /** Pixels above the first row. */
  readonly above: number;
}

function Rows({ viewport, area, layout, seen, above }: RowsProps) {
  const { measures } = useDrawing();
  const focusedKey = useSelection((state) => state.focused);
  const focusedPlace = useMemo(() => placeOfBar(layout, focusedKey), [layout, focusedKey]);
  useFocusOn(focusedKey, layout);
  const items = useShownItems(viewport, layout, above, focusedPlace);
  return (
    <div role="rowgroup" className={style.rows} style={{ minHeight: layout.offsets.at(-1) }} data-rows>
      <Ground seen={seen} />
      <div className={style.belowHeads} style={{ marginTop: layout.offsets.at(-1) }} aria-hidden />
      {items.map(({ item, place, top }) => {
        if (item.kind === "group") return <GroupHead key={item.key} item={item} top={top} place={place} />;
        const { laid } = item;
        const from = above + top;
        const [first, end] =
          laid.lanes > SOME_LANES
            ? lanesWithin(laid, area.top - from, area.bottom - from, measures)
            : [0, laid.lanes];
        return (
          <RowView
            key={item.key}
            laid={laid}
            place={place}
            top={top}
            from={seen.from}
            to={seen.to}
            firstLane={first}
            endLane={end}
            focusedKey={place === focusedPlace ? focusedKey : null}
          />
        );
      })}
    </div>
  );
}

/** The focus goes to the bar that the keyboard is on; what has the focus elsewhere on the page keeps it. */
function useFocusOn(key: BarKey | null, layout: Layout): void {
  const onPlan = useRef(false);
  useEffect(() => {
    const entered = ({ target }: Event) => {
      onPlan.current = target instanceof Element && target.closest("[data-plan]") !== null;
    };
    document.addEventListener("focusin", entered);
    return () => document.removeEventListener("focusin", entered);
  }, []);
  useEffect(() => {
    const element = key && canvasGeometry()?.elementOf(key);
    const at = document.activeElement;
    const free = at === document.body || at?.closest("[data-plan]");
    if (element && free && at !== element) element.focus({ preventScroll: true });
  }, [key]);
  // A bar that changed its row, or came back from there, is drawn anew: the focus that went with it comes back.
  useEffect(() => {
    if (!key || !onPlan.current || document.activeElement !== document.body) return;
    canvasGeometry()?.elementOf(key)?.focus({ preventScroll: true });
  }, [key, layout]);
}

function placeOfBar(layout: Layout, key: string | null): number {
  if (key === null) return -1;
  return layout.items.findIndex(
    (item) => item.kind === "row" && item.laid.row.bars.some((bar) => bar.key === key),
  );
}

interface ShownItem {
  readonly item: Item;
  readonly place: number;
  /** From the top of the rows. */
  readonly top: number;
}

/** Items in view and a few beyond; the one with the focus too, or the focus would be lost with its element. */
function useShownItems(viewport: HTMLElement, layout: Layout, margin: number, focused: number): ShownItem[] {
  const { items, offsets } = layout;
  const sizeOf = (place: number) => (offsets[place + 1] ?? 0) - (offsets[place] ?? 0);
  // A new function tells the virtualiser that sizes altered: they are known beforehand and never measured.
  const keyOf = useCallback((place: number) => items[place]?.key ?? place, [items]);
  // eslint-disable-next-line react-hooks/incompatible-library -- what it returns is used here and passed on to nobody
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport,
    estimateSize: sizeOf,
    getItemKey: keyOf,
    scrollMargin: margin,
    overscan: 2,
  });
  const shown = virtualizer.getVirtualItems().map(({ index }) => index);
  if (focused >= 0 && !shown.includes(focused)) shown.push(focused);
  return shown.flatMap((place) => {
    const item = items[place];
    return item ? [{ item, place, top: offsets[place] ?? 0 }] : [];
  });
}
