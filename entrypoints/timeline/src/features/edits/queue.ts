/**
 * Edits on their way to the API, one after the other in the order in which they were made. What cannot be sent (no
 * server, session over) is kept, shown as waiting, and sent again with the same key; nothing is lost or done twice.
 */
import { ProblemError } from "@/api/problem";
import type { BatchAnswer } from "@/plan/answer";
import { newId, type Change } from "@/plan/changes";
import { usePendingEdits, type PendingEdit } from "@/state/pending";

export type Outcome =
  /** `waited`: it could not be sent at first. */
  | { readonly kind: "kept"; readonly waited: boolean }
  | { readonly kind: "refused"; readonly error: unknown; readonly fell: number }
  /** Somebody else changed it since; nothing was asked. */
  | { readonly kind: "stale"; readonly fell: number }
  | { readonly kind: "discarded" }
  /** An edit before it, on the same things, was refused. */
  | { readonly kind: "fell" };

export interface QueueDoors {
  readonly write: (changes: readonly Change[], key: string) => Promise<BatchAnswer>;
  /** The answer is laid over the plan before the edit stops being shown as pending. */
  readonly kept: (changes: readonly Change[], answer: BatchAnswer) => Promise<void> | void;
  /** Nothing is left to send. */
  readonly idle: () => void;
}

interface Work {
  readonly id: number;
  readonly key: string;
  readonly prepare: () => readonly Change[] | null;
  readonly settle: (outcome: Outcome) => void;
  sent: readonly Change[] | null;
  tries: number;
  waited: boolean;
}

const PAUSES = [500, 5_000, 10_000, 20_000, 30_000];

export class EditQueue {
  readonly #doors: QueueDoors;
  readonly #work: Work[] = [];
  #sending = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(doors: QueueDoors) {
    this.#doors = doors;
  }

  /**
   * Add an edit. `prepare` is asked once, when its turn comes, for the changes to send; null: they hold no longer.
   */
  add(
    label: string,
    changes: readonly Change[],
    prepare: () => readonly Change[] | null = () => changes,
  ): Promise<Outcome> {
    return new Promise((settle) => {
      const id = nextId++;
      this.#work.push({ id, key: newId(), prepare, settle, sent: null, tries: 0, waited: false });
      usePendingEdits.setState(({ edits }) => ({
        edits: [...edits, { id, label, changes, state: "queued", why: null }],
      }));
      if (this.#work.length === 1) void this.#pump();
    });
  }

  /** Send what waits, now. */
  retry(): void {
    if (this.#sending || this.#work.length === 0) return;
    void this.#pump();
  }

  /** Give up everything that waits. */
  discard(): void {
    if (this.#sending) return;
    clearTimeout(this.#timer);
    for (const work of this.#work.splice(0)) this.#settle(work, { kind: "discarded" });
    this.#doors.idle();
  }

  async #pump(): Promise<void> {
    clearTimeout(this.#timer);
    this.#sending = true;
    for (let work = this.#work[0]; work; work = this.#work[0]) if (!(await this.#send(work))) break;
    this.#sending = false;
    if (this.#work.length === 0) this.#doors.idle();
  }

  /** Whether the next one may go. */
  async #send(work: Work): Promise<boolean> {
    work.sent ??= work.prepare();
    if (work.sent === null) {
      this.#refuse(work, (fell) => ({ kind: "stale", fell }));
      return true;
    }
    mark(work.id, { state: "sending" });
    try {
      const answer = await this.#doors.write(work.sent, work.key);
      await this.#doors.kept(work.sent, answer);
      this.#work.shift();
      this.#settle(work, { kind: "kept", waited: work.waited });
      return true;
    } catch (error) {
      if (waits(error)) {
        this.#wait(work, error);
        return false;
      }
      this.#refuse(work, (fell) => ({ kind: "refused", error, fell }));
      return true;
    }
  }

  #wait(work: Work, error: ProblemError): void {
    work.tries += 1;
    const first = work.tries === 1 && error.status !== 401;
    work.waited ||= !first;
    mark(work.id, first ? { state: "queued" } : { state: "waiting", why: error.message });
    // A session comes back by signing in, not by asking again.
    if (error.status === 401) return;
    const pause = PAUSES[Math.min(work.tries, PAUSES.length) - 1] ?? 30_000;
    this.#timer = setTimeout(() => this.retry(), pause);
  }

  /** A refused edit takes those with it that were made on top of it. */
  #refuse(work: Work, outcome: (fell: number) => Outcome): void {
    this.#work.shift();
    const ids = new Set(shownOf(work.id).map((one) => one.id));
    const falling: Work[] = [];
    for (const later of [...this.#work]) {
      const changes = shownOf(later.id);
      if (!changes.some((one) => ids.has(one.id) || namesShift(one, ids))) continue;
      changes.forEach((one) => ids.add(one.id));
      falling.push(later);
      this.#work.splice(this.#work.indexOf(later), 1);
    }
    this.#settle(work, outcome(falling.length));
    falling.forEach((one) => this.#settle(one, { kind: "fell" }));
  }

  #settle(work: Work, outcome: Outcome): void {
    usePendingEdits.setState(({ edits }) => ({ edits: edits.filter((one) => one.id !== work.id) }));
    work.settle(outcome);
  }
}

let nextId = 1;

function mark(id: number, altered: Partial<PendingEdit>): void {
  usePendingEdits.setState(({ edits }) => ({
    edits: edits.map((one) => (one.id === id ? { ...one, ...altered } : one)),
  }));
}

function shownOf(id: number): readonly Change[] {
  return usePendingEdits.getState().edits.find((one) => one.id === id)?.changes ?? [];
}

function namesShift(change: Change, ids: ReadonlySet<string>): boolean {
  return change.entity === "assignment" && change.op !== "delete" && ids.has(change.data.shiftId);
}

/** Whether an edit is to be kept and sent again: it was not judged. */
function waits(error: unknown): error is ProblemError {
  return error instanceof ProblemError && (error.passing || error.status === 401);
}
