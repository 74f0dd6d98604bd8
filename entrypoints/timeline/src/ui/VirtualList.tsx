import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef, type KeyboardEvent, type ReactNode } from "react";

import { names } from "@/ui/Button";
import style from "@/ui/VirtualList.module.css";

interface VirtualListProps<T> {
  /** What the list is of, read out. */
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  /** Pixels that an item takes before it was measured. */
  readonly estimate: (item: T) => number;
  /** Arrows up and down move between the elements that carry `data-main`, one of each item. */
  readonly render: (item: T) => ReactNode;
  readonly className?: string | undefined;
  /** Nothing in it takes the focus: the list itself does, so that keys scroll it. */
  readonly still?: boolean;
}

/** A list that scrolls, of items of any height; only what is in sight is drawn. */
export function VirtualList<T>({
  label,
  items,
  keyOf,
  estimate,
  render,
  className,
  still = false,
}: VirtualListProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by the compiler
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => estimateAt(items, i, estimate),
    getItemKey: (i) => keyAt(items, i, keyOf),
    overscan: 6,
  });

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const at = step === 0 ? null : placeOf(event.target);
    if (at === null) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(items.length - 1, Math.max(0, at + step));
    rows.scrollToIndex(next);
    // What was out of sight is drawn by the next frame.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] [data-main]`)?.focus(),
    );
  }

  return (
    <div
      ref={scroller}
      className={names(style.scroller, className)}
      {...(still ? { tabIndex: 0, role: "group", "aria-label": label } : {})}
    >
      <ul
        className={style.all}
        style={{ height: rows.getTotalSize() }}
        aria-label={label}
        onKeyDown={onKeyDown}
      >
        {rows.getVirtualItems().map((row) => {
          const item = items[row.index];
          return (
            item !== undefined && (
              <li
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                className={style.item}
                style={{ transform: `translateY(${row.start}px)` }}
                aria-setsize={items.length}
                aria-posinset={row.index + 1}
              >
                {render(item)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function estimateAt<T>(items: readonly T[], i: number, estimate: (item: T) => number): number {
  const item = items[i];
  return item === undefined ? 0 : estimate(item);
}

function keyAt<T>(items: readonly T[], i: number, keyOf: (item: T) => string): string {
  const item = items[i];
  return item === undefined ? String(i) : keyOf(item);
}

/** The place of the item whose `data-main` has the focus. */
function placeOf(target: EventTarget): number | null {
  if (!(target instanceof HTMLElement) || target.dataset.main === undefined) return null;
  const place = target.closest<HTMLElement>("[data-index]")?.dataset.index;
  return place === undefined ? null : Number(place);
}
