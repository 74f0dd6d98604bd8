import { sentenceOf } from "@/api/client";
import { ProblemError } from "@/api/problem";
import type { Texts } from "@/features/people/texts";

/** What a refusal says, sentence by sentence. */
export function sentencesOf(error: unknown, texts: Texts): string[] {
  if (!(error instanceof ProblemError)) return [sentenceOf(error)];
  if (error.kind === "stale-version") return [texts.stale];
  return [error.message];
}
