/** How many people are wanted and there over time, and how that is drawn. */
import { xAt, type Scale } from "@/geometry/scale";

export interface Demand {
  readonly from: number;
  readonly to: number;
  readonly wanted: number;
  /** How many there are; those beyond what is wanted fill no gap elsewhere. */
  readonly assigned: number;
}

/** A stretch of time through which nothing alters. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly wanted: number;
  /** Of the wanted, how many are there. */
  readonly filled: number;
}

/** Stretches in order, those in which nobody is wanted left out. */
export function coverageOf(demands: readonly Demand[]): Stretch[] {
  const turns = demands
    .filter((one) => one.to > one.from && one.wanted > 0)
    .flatMap((one) => {
      const filled = Math.min(one.wanted, one.assigned);
      return [
        { at: one.from, wanted: one.wanted, filled },
        { at: one.to, wanted: -one.wanted, filled: -filled },
      ];
    })
    .sort((a, b) => a.at - b.at);
  const stretches: Stretch[] = [];
  let [wanted, filled, from] = [0, 0, 0];
  for (const turn of turns) {
    if (wanted > 0 && turn.at > from) addStretch(stretches, { from, to: turn.at, wanted, filled });
    wanted += turn.wanted;
    filled += turn.filled;
    from = turn.at;
  }
  return stretches;
}

function addStretch(stretches: Stretch[], next: Stretch): void {
  const last = stretches.at(-1);
  const goesOn = last?.to === next.from && last.wanted === next.wanted && last.filled === next.filled;
  if (goesOn) stretches[stretches.length - 1] = { ...last, to: next.to };
  else stretches.push(next);
}

/** The stretch at an instant; null: nobody is wanted then. */
export function stretchAt(stretches: readonly Stretch[], instant: number): Stretch | null {
  return stretches.find((one) => one.from <= instant && instant < one.to) ?? null;
}

export interface CoverageSum {
  readonly wantedMinutes: number;
  readonly missingMinutes: number;
}

/** Person-minutes within a window. */
export function coverageSum(stretches: readonly Stretch[], from: number, to: number): CoverageSum {
  let [wanted, missing] = [0, 0];
  for (const one of stretches) {
    const minutes = Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)) / 60_000;
    wanted += minutes * one.wanted;
    missing += minutes * (one.wanted - one.filled);
  }
  return { wantedMinutes: wanted, missingMinutes: missing };
}

export interface CoverageShape {
  /** Most people wanted at once. */
  readonly peak: number;
  /** SVG paths: who is there; who is missing, on top of it; the outline of what is wanted. */
  readonly filled: string;
  readonly missing: string;
  readonly wanted: string;
}

/** Paths over the axis; within one pixel the worst counts, so that a short gap is not lost from sight. */
export function coverageShape(stretches: readonly Stretch[], scale: Scale, height: number): CoverageShape {
  const wanted = new Float64Array(scale.width);
  const missing = new Float64Array(scale.width);
  for (const one of stretches) {
    const first = Math.max(0, Math.floor(xAt(scale, one.from)));
    const end = Math.min(scale.width, Math.max(first + 1, Math.floor(xAt(scale, one.to))));
    for (let x = first; x < end; x++) {
      wanted[x] = Math.max(wanted[x] ?? 0, one.wanted);
      missing[x] = Math.max(missing[x] ?? 0, one.wanted - one.filled);
    }
  }
  const peak = wanted.reduce((a, b) => Math.max(a, b), 0);
  const yOf = (people: number) =>
    peak === 0 ? height : Math.round((height - (people / peak) * height) * 10) / 10;
  return drawn(wanted, missing, yOf, peak);
}

function drawn(
  wanted: Float64Array,
  missing: Float64Array,
  yOf: (people: number) => number,
  peak: number,
): CoverageShape {
  const parts = { filled: [] as string[], missing: [] as string[], wanted: [] as string[] };
  const base = yOf(0);
  let from = 0;
  for (let x = 1; x <= wanted.length; x++) {
    if (x < wanted.length && wanted[x] === wanted[from] && missing[x] === missing[from]) continue;
    const [w, m] = [wanted[from] ?? 0, missing[from] ?? 0];
    if (w > m) parts.filled.push(`M${from} ${base}V${yOf(w - m)}H${x}V${base}Z`);
    if (m > 0) parts.missing.push(`M${from} ${yOf(w - m)}V${yOf(w)}H${x}V${yOf(w - m)}Z`);
    parts.wanted.push(`${from === 0 ? "M" : "L"}${from} ${yOf(w)}H${x}`);
    from = x;
  }
  return {
    peak,
    filled: parts.filled.join(""),
    missing: parts.missing.join(""),
    wanted: parts.wanted.join(""),
  };
}
