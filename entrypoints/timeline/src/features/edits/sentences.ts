/** What a refusal says, sentence by sentence. */
import { ProblemError } from "@/api/problem";
import type { EditTexts } from "@/features/edits/texts";

const MOST = 4;

export function sentences(error: unknown, texts: Pick<EditTexts, "stale" | "more">): string[] {
  if (!(error instanceof ProblemError)) return [String(error)];
  if (error.kind === "stale-version") return [texts.stale];
  const conflicts = error.body?.conflicts?.map((one) => one.message) ?? [];
  const faults = error.body?.errors?.map((one) => one.reason) ?? [];
  const lines = conflicts.length > 0 ? conflicts : faults.length > 0 ? faults : [error.message];
  const different = [...new Set(lines)];
  return different.length > MOST
    ? [...different.slice(0, MOST), texts.more(different.length - MOST)]
    : different;
}

/** Whether what was to be altered is no longer as it was, or no longer there. */
export function isStale(error: unknown): boolean {
  return error instanceof ProblemError && (error.kind === "stale-version" || error.status === 404);
}
