/**
 * The API's stream of events, kept open. The browser comes back by itself with the number of the last event; where it
 * gives up (the server refused it), or slept, the stream is opened anew after that number.
 */
import { setLink } from "@/features/live/state";

export interface EventData {
  readonly sequence: number;
  readonly user_id?: string;
  readonly job_id?: string;
  readonly status?: string;
  readonly coverage?: { readonly filled: number; readonly wanted: number };
  readonly changes?: readonly { readonly entity: string; readonly id: string; readonly action: string }[];
}

export type EventName = "hello" | "plan.changed" | "plan.checked" | "plan.reset" | "job.changed";

const ADDRESS = "/api/v1/planning/events";
const NAMES: readonly EventName[] = ["hello", "plan.changed", "plan.checked", "plan.reset", "job.changed"];
/** A short break is no news: most come back within it. */
const PATIENCE = 8_000;
const AGAIN = 3_000;
/** A tab that nobody sees gives its connection up: browsers allow few of them to one server. */
const UNSEEN = 60_000;

export interface Stream {
  readonly close: () => void;
}

/** `refused` is called when the API turned the stream down, as it does when the session is over. */
export function openStream(heard: (name: EventName, data: EventData) => void, refused: () => void): Stream {
  let source: EventSource | null = null;
  let last: number | null = null;
  let again: number | undefined;
  let late: number | undefined;
  let unseen: number | undefined;

  function connect(): void {
    disconnect();
    source = new EventSource(last === null ? ADDRESS : `${ADDRESS}?after=${last}`);
    for (const name of NAMES) source.addEventListener(name, (event) => receive(name, event));
    source.onerror = failed;
  }

  function disconnect(): void {
    clearTimeout(again);
    source?.close();
    source = null;
  }

  function receive(name: EventName, event: MessageEvent): void {
    const data = dataOf(event.data);
    if (data === null) return;
    last = data.sequence;
    clearTimeout(late);
    setLink({ state: "live" });
    heard(name, data);
  }

  function failed(): void {
    setLink({ state: "reconnecting", since: Date.now() });
    clearTimeout(late);
    late = window.setTimeout(() => setLink({ state: "offline", since: Date.now() }), PATIENCE);
    if (source?.readyState !== EventSource.CLOSED) return;
    refused();
    again = window.setTimeout(connect, AGAIN);
  }

  function looked(): void {
    clearTimeout(unseen);
    if (document.visibilityState === "hidden") unseen = window.setTimeout(disconnect, UNSEEN);
    else if (source === null) connect();
  }

  // A connection that was cut while the machine slept can look open for minutes.
  const woken = (): void => {
    if (document.visibilityState === "visible") connect();
  };
  const lost = (): void => setLink({ state: "offline", since: Date.now() });

  connect();
  document.addEventListener("visibilitychange", looked);
  addEventListener("online", woken);
  addEventListener("pageshow", woken);
  addEventListener("offline", lost);
  return {
    close() {
      disconnect();
      clearTimeout(late);
      clearTimeout(unseen);
      document.removeEventListener("visibilitychange", looked);
      removeEventListener("online", woken);
      removeEventListener("pageshow", woken);
      removeEventListener("offline", lost);
      setLink({ state: "connecting" });
    },
  };
}

function dataOf(text: unknown): EventData | null {
  try {
    const data: unknown = JSON.parse(String(text));
    if (typeof data !== "object" || data === null || !("sequence" in data)) return null;
    return typeof data.sequence === "number" ? (data as EventData) : null;
  } catch {
    return null;
  }
}
