/** What of a bar's face fits into its width: times are never cut off, the gravest sign goes before all else. */
import type { Face } from "@/features/canvas/face";

export type Mark = "isProposed" | "isChanged" | "isLocked" | "conflicts";

export interface Fitting {
  /** Signs beside the time and numbers beside the words; else signs and numbers share the second line. */
  readonly columns: boolean;
  readonly time: string;
  readonly what: boolean;
  readonly count: boolean;
  /** The gravest last. */
  readonly marks: readonly Mark[];
  readonly decide: boolean;
  /** The time in small type: the hour alone. */
  readonly small: boolean;
  /** The number beside the sign of conflicts; where there is no room for it, the sign alone. */
  readonly figure: boolean;
}

/** Pixels from which on a bar has two columns. */
export const TWO_COLUMNS = 104;
const WITH_BUTTONS = 150;
const WITH_WORDS = 42;
/** Pixels from which on a bar too narrow for a time tells at least the hour that it starts at. */
const WITH_HOUR = 21;
const PADDING = { narrow: 8, wide: 14 };
/** Pixels of a figure of the time where nothing can be measured: those of a wide font. */
const FIGURE = { narrow: 7, wide: 7.7 };
const SIGN = 14;
const NUMBER = 9;
const COUNT = 24;

/** Letters of bars with one column are smaller and closer. */
export type BarType = "narrow" | "wide";
/** Pixels of a time. */
type WidthOf = (time: string, type: BarType) => number;

export const estimated: WidthOf = (time, type) => time.length * FIGURE[type];

export function fitting(face: Face, width: number, mayDecide: boolean, timeWidth = estimated): Fitting {
  return width >= TWO_COLUMNS
    ? inColumns(face, width, mayDecide, timeWidth)
    : inLines(face, width, timeWidth);
}

function inColumns(face: Face, width: number, mayDecide: boolean, timeWidth: WidthOf): Fitting {
  const marks = marksOf(face);
  const decide = mayDecide && face.proposedIds.length > 0 && width >= WITH_BUTTONS;
  const beside = marks.reduce((sum, mark) => sum + widthOf(mark, face), 4) + (decide ? 60 : 0);
  const time = timeFor(face, width - PADDING.wide - beside, "wide", timeWidth);
  return {
    columns: true,
    time,
    what: true,
    count: face.count !== null,
    marks,
    decide,
    small: false,
    figure: true,
  };
}

/** One after the other takes its place on the second line as long as there is some left. */
function inLines(face: Face, width: number, timeWidth: WidthOf): Fitting {
  // The dashes of a proposal are wider than a line.
  let room = width - PADDING.narrow - (face.proposedIds.length > 0 ? 1 : 0);
  const take = (asked: number) => {
    if (asked > room) return false;
    room -= asked;
    return true;
  };
  const time = timeFor(face, room, "narrow", timeWidth);
  const small = time === "" && width >= WITH_HOUR;
  const figure = room >= widthOf("conflicts", face);
  const marks = marksOf(face).reverse();
  const gravest = marks[0] === "conflicts" ? marks.splice(0, 1) : [];
  // Shown however narrow the bar is, and first.
  gravest.forEach((mark) => (room -= widthOf(mark, face)));
  const short = face.count !== null && face.short && take(COUNT);
  const others = marks.filter((mark) => take(widthOf(mark, face)));
  const count = short || (face.count !== null && take(COUNT));
  const shown = [...others.reverse(), ...gravest];
  const what = !count && shown.length === 0 && width >= WITH_WORDS;
  const told = small ? (face.startTime.split(":")[0] ?? "") : time;
  return { columns: false, time: told, what, count, marks: shown, decide: false, small, figure };
}

function marksOf(face: Face): Mark[] {
  const marks: Mark[] = [];
  if (face.proposedIds.length > 0) marks.push("isProposed");
  if (face.changed) marks.push("isChanged");
  if (face.locked) marks.push("isLocked");
  if (face.worst !== null) marks.push("conflicts");
  return marks;
}

function widthOf(mark: Mark, face: Face): number {
  return mark === "conflicts" && face.conflicts > 0 ? SIGN + NUMBER * String(face.conflicts).length : SIGN;
}

/** As much of the time as fits in whole: a figure cut off would be another time. */
function timeFor(face: Face, room: number, type: BarType, timeWidth: WidthOf): string {
  return [face.time, face.shortTime, face.startTime].find((text) => timeWidth(text, type) <= room) ?? "";
}
