import { beforeEach, expect, test } from "vitest";

import { ProblemError, type ProblemBody } from "@/api/problem";
import { isStale, sentences } from "@/features/edits/sentences";
import { TEXTS } from "@/features/edits/texts";
import { useLanguageState } from "@/i18n/language";

const PARIS = "Europe/Paris";

beforeEach(() => {
  useLanguageState.setState({ language: "en" });
});

test("a fault names its field and tells instants in the zone shown", () => {
  const error = refusal("invalid", 422, {
    errors: [
      fault("changes.0.data.ends_at", "lies outside the mission, which ends 2026-12-28T23:00:00+00:00"),
    ],
  });

  expect(sentences(error, TEXTS.en, PARIS)).toEqual([
    "End: lies outside the mission, which ends Tue 29 Dec, 00:00",
  ]);
});

test("a fault of an unknown field is a sentence of its own", () => {
  const error = refusal("invalid", 422, { errors: [fault("odd", "is odd")] });

  expect(sentences(error, TEXTS.en, PARIS)).toEqual(["Is odd"]);
});

test("the same sentence is said once, and of many the first four", () => {
  const messages = ["a", "a", "b", "c", "d", "e", "f"].map((message) => ({ message }));
  const error = refusal("hard-conflict", 409, { conflicts: messages });

  expect(sentences(error, TEXTS.en, PARIS)).toEqual(["a", "b", "c", "d", "and 2 more"]);
});

test("what somebody else altered or removed is told from what rules refuse", () => {
  expect(isStale(refusal("stale-version", 412, {}))).toBe(true);
  expect(isStale(refusal("not-found", 404, {}))).toBe(true);
  expect(isStale(refusal("hard-conflict", 409, {}))).toBe(false);
  expect(sentences(refusal("stale-version", 412, {}), TEXTS.fr, PARIS)).toEqual([TEXTS.fr.stale]);
});

function refusal(kind: string, status: number, body: object): ProblemError {
  return new ProblemError(kind, "Refused.", status, body as ProblemBody);
}

function fault(path: string, reason: string) {
  return { path, reason, code: "x", value: null };
}
