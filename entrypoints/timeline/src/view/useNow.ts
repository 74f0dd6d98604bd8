import { useSyncExternalStore } from "react";

let now = Date.now();
const watchers = new Set<() => void>();
let timer: number | undefined;

function watch(changed: () => void): () => void {
  watchers.add(changed);
  timer ??= window.setInterval(() => {
    now = Date.now();
    watchers.forEach((one) => one());
  }, 60_000);
  return () => {
    watchers.delete(changed);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present instant in milliseconds, to the minute. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}
