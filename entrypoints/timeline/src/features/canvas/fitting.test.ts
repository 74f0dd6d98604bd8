import { expect, test } from "vitest";

import type { Face } from "@/features/canvas/face";
import { fitting, TWO_COLUMNS } from "@/features/canvas/fitting";

const FACE: Face = {
  time: "08:30 – 16:30",
  shortTime: "8:30–16:30",
  startTime: "8:30",
  what: "Steward",
  label: "",
  subject: "",
  hue: "#123456",
  status: "draft",
  locked: false,
  changed: false,
  proposedIds: [],
  count: null,
  short: false,
  conflicts: 0,
  worst: null,
};

test("a wide bar shows everything", () => {
  const face: Face = { ...FACE, locked: true, proposedIds: ["a"], count: "1/2", conflicts: 1, worst: "hard" };

  expect(fitting(face, 300, true)).toEqual({
    columns: true,
    time: "08:30 – 16:30",
    what: true,
    count: true,
    marks: ["isProposed", "isLocked", "conflicts"],
    decide: true,
    small: false,
    figure: true,
  });
});

test("buttons are for those who may decide, and for bars with room for them", () => {
  const face: Face = { ...FACE, proposedIds: ["a"] };

  expect(fitting(face, 300, false).decide).toBe(false);
  expect(fitting(face, 120, true).decide).toBe(false);
  expect(fitting(FACE, 300, true).decide).toBe(false);
});

test("a time is shortened as the bar gets narrower, and never cut off", () => {
  const times = [200, TWO_COLUMNS, 80, 50, 12].map((width) => fitting(FACE, width, false).time);

  expect(times).toEqual(["08:30 – 16:30", "8:30–16:30", "8:30–16:30", "8:30", ""]);
});

test("the gravest sign stays however narrow the bar is", () => {
  const face: Face = { ...FACE, locked: true, changed: true, count: "2/2", conflicts: 3, worst: "hard" };

  expect(fitting(face, 12, false)).toMatchObject({ marks: ["conflicts"], count: false, what: false });
});

test("a headcount that lacks people goes before other signs", () => {
  const face: Face = { ...FACE, locked: true, count: "1/2", short: true };

  expect(fitting(face, 40, false)).toMatchObject({ count: true, marks: [] });
  expect(fitting({ ...face, short: false }, 40, false)).toMatchObject({ count: false, marks: ["isLocked"] });
});

test("a bar too narrow for its time tells the hour in small type", () => {
  const shown = [30, 21, 20].map((width) => fitting(FACE, width, false));

  expect(shown.map(({ time, small }) => [time, small])).toEqual([
    ["8", true],
    ["8", true],
    ["", false],
  ]);
});

test("the number of conflicts is left out where it would be cut", () => {
  const face: Face = { ...FACE, conflicts: 12, worst: "hard" };

  expect([40, 39].map((width) => fitting(face, width, false).figure)).toEqual([true, false]);
});

test("a time is shown wherever the font of the machine lets it fit", () => {
  const narrowFont = (time: string) => time.length * 5;

  expect([fitting(FACE, 60, false).time, fitting(FACE, 60, false, narrowFont).time]).toEqual([
    "8:30",
    "8:30–16:30",
  ]);
});
