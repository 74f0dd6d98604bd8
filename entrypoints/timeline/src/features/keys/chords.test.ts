import { expect, test } from "vitest";

import { actionOf, chordOf, isCharacter, SHORTCUTS } from "@/features/keys/chords";

test.each<[KeyboardEventInit, string]>([
  [{ key: "z", ctrlKey: true }, "Mod+z"],
  [{ key: "Z", metaKey: true, shiftKey: true }, "Mod+Shift+z"],
  [{ key: "ArrowLeft", altKey: true, shiftKey: true }, "Alt+Shift+ArrowLeft"],
  [{ key: " " }, "Space"],
  [{ key: "?", shiftKey: true }, "?"],
  [{ key: "N", shiftKey: true }, "n"],
  [{ key: "1", shiftKey: true }, "1"],
  [{ key: "[", ctrlKey: true, altKey: true, modifierAltGraph: true }, "["],
])("%o is %s", (init, chord) => {
  expect(chordOf(new KeyboardEvent("keydown", init))).toBe(chord);
});

test("every chord does one thing", () => {
  const chords = Object.values(SHORTCUTS).flatMap((one) => one.chords as readonly string[]);

  expect(new Set(chords).size).toBe(chords.length);
});

test("what is no shortcut is left to the browser", () => {
  expect(actionOf("Mod+r")).toBeNull();
  expect(actionOf("Mod+Shift+z")).toBe("redo");
});

test("single characters are told from keys and chords", () => {
  expect(["n", "?", "[", "Enter", "Mod+z", "Space"].filter(isCharacter)).toEqual(["n", "?", "["]);
});
