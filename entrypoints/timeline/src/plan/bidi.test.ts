import { expect, test } from "vitest";

import { isolated, straight } from "@/plan/bidi";

test("names without turning characters stay as they are, whatever their script", () => {
  expect(["Ana", "עדי כהן", "👩‍⚕️ Zoé", ""].map(isolated)).toEqual(["Ana", "עדי כהן", "👩‍⚕️ Zoé", ""]);
});

test("a name that turns the direction keeps it to itself", () => {
  expect(isolated("Ana\u202egro")).toBe("\u2068Ana\u202egro\u2069");
});

test("a name cannot end its own isolation", () => {
  expect(isolated("Ana\u2069\u202egro")).toBe("\u2068Ana\u202egro\u2069");
});

test("a sentence loses what would turn the rest of it", () => {
  expect(straight("Ana\u202e has 8 h of rest.")).toBe("Ana has 8 h of rest.");
});
