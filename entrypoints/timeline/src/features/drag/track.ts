/** A pointer followed from where it went down: a click, or a flight that ends in a drop or is called off. */

/** Client pixels, and whether the gesture copies. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly copying: boolean;
}

export interface Flight {
  /** Once a frame at most, and again when the plan scrolls under the pointer. */
  readonly follow: (point: Point) => void;
  readonly drop: (point: Point) => void;
  readonly cancel: () => void;
}

interface Down {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly clientX: number;
  readonly clientY: number;
  readonly altKey: boolean;
}

interface Tracked {
  /** The pointer moved (or a finger rested): what is in the air from now on; null: nothing. */
  readonly begin: () => Flight | null;
  /** The pointer went up where it went down. */
  readonly click?: () => void;
  /** What scrolls when the pointer comes near its edge, and how much of it on the left stands still. */
  readonly scroller?: () => Scroller | null;
  /** Over, whatever the end was. */
  readonly over?: () => void;
}

export interface Scroller {
  readonly viewport: HTMLElement;
  readonly headWidth: number;
}

const MOVED = 4;
const FINGER_MOVED = 10;
const FINGER_RESTED = 380;

export function track(down: Down, tracked: Tracked): void {
  const touch = down.pointerType === "touch";
  const stop = new AbortController();
  const { signal } = stop;
  let last: Point = { x: down.clientX, y: down.clientY, copying: down.altKey };
  let flight: Flight | null = null;
  let frame = 0;

  function end(): void {
    stop.abort();
    cancelAnimationFrame(frame);
    clearTimeout(rest);
    delete document.documentElement.dataset.flying;
    tracked.over?.();
  }

  function lift(): void {
    flight = tracked.begin();
    if (!flight) {
      end();
      return;
    }
    document.documentElement.dataset.flying = "";
    tick();
  }

  function tick(): void {
    scrollAtEdge(tracked.scroller?.() ?? null, last);
    flight?.follow(last);
    frame = requestAnimationFrame(tick);
  }

  const rest = touch ? setTimeout(lift, FINGER_RESTED) : undefined;

  function moved(event: PointerEvent): void {
    if (event.pointerId !== down.pointerId) return;
    last = { x: event.clientX, y: event.clientY, copying: event.altKey };
    if (flight) return;
    const distance = Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY);
    if (touch && distance > FINGER_MOVED) end();
    else if (!touch && distance > MOVED) lift();
  }

  function up(event: PointerEvent): void {
    if (event.pointerId !== down.pointerId) return;
    const landing = flight;
    end();
    if (landing) {
      swallowClick();
      landing.drop({ x: event.clientX, y: event.clientY, copying: event.altKey });
    } else tracked.click?.();
  }

  function callOff(): void {
    const landing = flight;
    end();
    landing?.cancel();
  }

  function key(event: KeyboardEvent): void {
    last = { ...last, copying: event.altKey };
    if (!flight) return;
    if (event.key === "Escape") callOff();
    // Keys are for the gesture until it ends; Alt alone would open the browser's menu.
    event.preventDefault();
    event.stopPropagation();
  }

  addEventListener("pointermove", moved, { signal });
  addEventListener("pointerup", up, { signal });
  addEventListener("pointercancel", (event) => event.pointerId === down.pointerId && callOff(), { signal });
  addEventListener("blur", callOff, { signal });
  addEventListener("keydown", key, { signal, capture: true });
  addEventListener("keyup", key, { signal, capture: true });
  addEventListener("contextmenu", (event) => flight && event.preventDefault(), { signal });
  // A finger that carries something does not scroll.
  addEventListener("touchmove", (event) => flight && event.preventDefault(), { signal, passive: false });
}

/** The click that the browser makes of a drop is none. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
}

const EDGE = 44;
const FASTEST = 18;

/** The nearer to the edge, the faster; pixels of one frame. */
function scrollAtEdge(scroller: Scroller | null, { x, y }: Point): void {
  if (!scroller) return;
  const box = scroller.viewport.getBoundingClientRect();
  const pull = (before: number, after: number) => {
    if (before < EDGE) return -Math.min(1, (EDGE - before) / EDGE) * FASTEST;
    return after < EDGE ? Math.min(1, (EDGE - after) / EDGE) * FASTEST : 0;
  };
  const dx = pull(x - box.left - scroller.headWidth, box.right - x);
  const dy = pull(y - box.top, box.bottom - y);
  if (dx !== 0 || dy !== 0) scroller.viewport.scrollBy(dx, dy);
}
