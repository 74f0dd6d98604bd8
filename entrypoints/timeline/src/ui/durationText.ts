/** Durations as people type them: `35 h`, `7h30`, `7:30`, `7,5`, `45 min`. */

/** Whole minutes; null: nothing was typed; undefined: not a duration. A bare number is hours. */
export function readDuration(text: string): number | null | undefined {
  const typed = text.trim().toLowerCase().replace(",", ".");
  if (typed === "") return null;
  const minutes = /^(\d+)\s*min$/.exec(typed)?.[1];
  if (minutes !== undefined) return Number(minutes);
  const clock = /^(\d+)\s*(?::|h)\s*([0-5]?\d)?(?:\s*min)?$/.exec(typed);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2] ?? 0);
  const hours = /^(\d+(?:\.\d+)?)(?:\s*h)?$/.exec(typed)?.[1];
  return hours === undefined ? undefined : Math.round(Number(hours) * 60);
}
