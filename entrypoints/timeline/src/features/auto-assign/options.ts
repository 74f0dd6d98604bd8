/** What a run may be told beside what to fill: kept as it was typed, checked before it is sent. */
import type { JobWish } from "@/api/queries/useStartJob";
import type { OptionTexts } from "@/features/auto-assign/optionTexts";

export const WEIGHTS = [
  "missing",
  "soft",
  "surplus",
  "wishes",
  "change",
  "nights",
  "weekends",
  "hours",
  "continuity",
] as const;
export type Weight = (typeof WEIGHTS)[number];

/** Options in whole numbers, with their bounds. */
export const WHOLE = {
  seed: [0, 2 ** 31 - 1],
  patience: [1, 86_400],
  steps: [1, 1_000_000_000],
} as const;
export type Whole = keyof typeof WHOLE;

/** What each weighs unless told otherwise; null: the solver sees to it. */
export const USUAL: Readonly<Record<Weight, number | null>> = {
  missing: null,
  soft: 1,
  surplus: 1,
  wishes: 0.5,
  change: 0.2,
  nights: 0.3,
  weekends: 0.3,
  hours: 0.06,
  continuity: 0.1,
};

/** What giving up an earlier proposal weighs where the least change is asked for. */
export const USUAL_LEAST_CHANGE = 200;
const HEAVIEST = 1_000_000;

/** The rule whose minima a contract sets: days in a row, free days between. */
const MINIMA = "contract_pattern";

export interface Options {
  readonly seconds: number;
  readonly leastChange: boolean;
  readonly keepMinima: boolean;
  /** As they were typed; empty: as usual. */
  readonly weights: Readonly<Record<Weight, string>>;
  readonly whole: Readonly<Record<Whole, string>>;
}

export const NO_OPTIONS: Options = {
  seconds: 30,
  leastChange: false,
  keepMinima: false,
  weights: {
    missing: "",
    soft: "",
    surplus: "",
    wishes: "",
    change: "",
    nights: "",
    weekends: "",
    hours: "",
    continuity: "",
  },
  whole: { seed: "", patience: "", steps: "" },
};

/** What is wrong with a field, by its name. */
export type Faults = Readonly<Partial<Record<string, string>>>;

export function faultsOf({ weights, whole }: Options, texts: OptionTexts): Faults {
  const faults: Record<string, string> = {};
  for (const name of WEIGHTS) {
    const value = readNumber(weights[name]);
    if (value === null) continue;
    if (Number.isNaN(value)) faults[name] = texts.noNumber;
    else if (value < 0 || value > HEAVIEST) faults[name] = texts.between(0, HEAVIEST);
  }
  for (const [name, [least, most]] of Object.entries(WHOLE) as [Whole, readonly [number, number]][]) {
    const value = readNumber(whole[name]);
    if (value === null) continue;
    if (!Number.isInteger(value)) faults[name] = texts.noWhole;
    else if (value < least || value > most) faults[name] = texts.between(least, most);
  }
  return faults;
}

/** A number as people write it, a comma for a point; null: nothing was written; NaN: it is none. */
export function readNumber(text: string): number | null {
  const written = text.trim().replace(",", ".");
  if (written === "") return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(written) ? Number(written) : NaN;
}

/** The part of a wish that options that have no faults come to. */
export function wishOf(options: Options): Pick<JobWish, "time_limit_seconds" | "seed" | "options"> {
  const told: Record<string, string | number | boolean> = {};
  for (const name of WEIGHTS) {
    const value = readNumber(options.weights[name]);
    if (value !== null) told[`${name}_weight`] = value;
  }
  for (const name of ["patience", "steps"] as const) {
    const value = readNumber(options.whole[name]);
    if (value !== null) told[name] = value;
  }
  if (options.leastChange) told.least_change = true;
  if (options.keepMinima) told.keep = MINIMA;
  return {
    time_limit_seconds: options.seconds,
    seed: readNumber(options.whole.seed) ?? 0,
    options: told,
  };
}

/** Refusals of the API by the field that they are about; what is about none of them comes as `rest`. */
export function refusalsOf(errors: readonly { readonly path: string; readonly reason: string }[]): {
  readonly faults: Faults;
  readonly rest: readonly string[];
} {
  const faults: Record<string, string> = {};
  const rest: string[] = [];
  for (const { path, reason } of errors) {
    const field = FIELDS[path];
    if (field === undefined) rest.push(`${path} ${reason}`);
    else faults[field] = asSentence(reason);
  }
  return { faults, rest };
}

const FIELDS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(WEIGHTS.map((name) => [`options.${name}_weight`, name])),
  "options.patience": "patience",
  "options.steps": "steps",
  "options.least_change": "leastChange",
  "options.keep": "keepMinima",
  time_limit_seconds: "seconds",
  seed: "seed",
};

function asSentence(reason: string): string {
  const written = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(written) ? written : `${written}.`;
}

/** How many options differ from the usual; those under "advanced" alone where asked. */
export function altered({ weights, whole }: Options): number {
  return [...Object.values(weights), ...Object.values(whole)].filter((text) => text.trim() !== "").length;
}

/** The options of an earlier run, to begin another like it. */
export function optionsOf(job: {
  readonly time_limit_seconds: number;
  readonly seed: number;
  readonly options: Readonly<Record<string, unknown>>;
}): Options {
  const text = (name: string) => {
    const value = job.options[name];
    return typeof value === "number" ? String(value) : "";
  };
  return {
    seconds: job.time_limit_seconds,
    leastChange: job.options.least_change === true,
    keepMinima:
      typeof job.options.keep === "string" &&
      job.options.keep.split(",").some((one) => one.trim() === MINIMA),
    weights: Object.fromEntries(WEIGHTS.map((name) => [name, text(`${name}_weight`)])) as Options["weights"],
    whole: {
      seed: job.seed === 0 ? "" : String(job.seed),
      patience: text("patience"),
      steps: text("steps"),
    },
  };
}
