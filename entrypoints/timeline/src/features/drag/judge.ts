/** The API's verdict on what is in the air: asked a moment after it comes to lie somewhere new; the latest wins. */
import { ProblemError } from "@/api/problem";
import type { previewChanges } from "@/api/queries/usePreview";
import { useAir, type Verdict } from "@/features/drag/air";
import { reasons } from "@/features/edits/sentences";
import { toWire, type Change } from "@/plan/changes";

export type PreviewAnswer = Awaited<ReturnType<typeof previewChanges>>;

const PAUSE = 110;

export class Judge {
  readonly #preview: typeof previewChanges;
  readonly #zone: string;
  #asked = "";
  #call: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(preview: typeof previewChanges, zone: string) {
    this.#preview = preview;
    this.#zone = zone;
  }

  /** Ask about changes, unless they are those asked about last. */
  ask(changes: readonly Change[]): void {
    const key = JSON.stringify(changes.map(toWire), withoutNewIds);
    if (key === this.#asked) return;
    this.rest();
    this.#asked = key;
    if (changes.length === 0) {
      useAir.getState().judge(null);
      return;
    }
    useAir.getState().judge({ kind: "asking" });
    this.#timer = setTimeout(() => void this.#send(changes.map(unversioned)), PAUSE);
  }

  /** Say what the page knows without asking. */
  say(verdict: Verdict): void {
    const key = JSON.stringify(verdict);
    if (key === this.#asked) return;
    this.rest();
    this.#asked = key;
    useAir.getState().judge(verdict);
  }

  /** The gesture is over: whatever is answered now, nobody waits for it. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#call?.abort();
    this.#call = null;
    this.#asked = "";
  }

  async #send(changes: readonly Change[]): Promise<void> {
    const call = new AbortController();
    this.#call = call;
    const verdict = await this.#preview(changes, call.signal).then(verdictOf, (error: unknown) =>
      verdictOfError(error, this.#zone),
    );
    if (!call.signal.aborted) useAir.getState().judge(verdict);
  }
}

/** Changes of a gesture that copies have new ids each time they are worked out. */
function withoutNewIds(this: unknown, key: string, value: unknown): unknown {
  const op = typeof this === "object" && this !== null && "op" in this ? this.op : undefined;
  return op === "create" && key === "id" ? undefined : key === "shift_id" ? null : value;
}

/** A preview asks about rules; whether somebody else was faster is for the write to say. */
function unversioned(change: Change): Change {
  if (change.op === "create") return change;
  const { version: _version, ...rest } = change;
  return rest;
}

export function verdictOf(answer: PreviewAnswer): Verdict {
  if (answer.would_be_refused) return { kind: "refused", sentences: messages(answer.blocking_conflicts) };
  if (answer.new_conflicts.length > 0) return { kind: "warned", sentences: messages(answer.new_conflicts) };
  return { kind: "fine" };
}

/** What cannot be asked (no server) is not judged; the drop will tell. */
function verdictOfError(error: unknown, zone: string): Verdict | null {
  if (!(error instanceof ProblemError) || error.passing || error.status === 401) return null;
  return { kind: "refused", sentences: reasons(error, zone) };
}

function messages(conflicts: PreviewAnswer["conflicts"]): string[] {
  return [...new Set(conflicts.map((one) => one.message))];
}
