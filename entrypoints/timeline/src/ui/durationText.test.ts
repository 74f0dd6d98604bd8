import { expect, test } from "vitest";

import { readDuration } from "@/ui/durationText";
import { duration } from "@/view/format";

test.each([
  ["35", 2100],
  ["35 h", 2100],
  ["7h30", 450],
  ["7 h 05", 425],
  ["7:30", 450],
  ["7,5", 450],
  ["7.5 h", 450],
  ["45 min", 45],
  ["", null],
  ["a lot", undefined],
  ["7:75", undefined],
  ["-3", undefined],
])("%s is read as %s minutes", (text, minutes) => {
  expect(readDuration(text)).toBe(minutes);
});

test.each([0, 45, 60, 450, 2100])("what the page writes for %s minutes is read back", (minutes) => {
  expect(readDuration(duration(minutes))).toBe(minutes);
});
