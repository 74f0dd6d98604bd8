/**
 * The versions that this page's own writes left. An edit made before its forerunner was answered still names the
 * version of before; the ledger tells the one to ask for, so that nobody runs into their own edit. What somebody else
 * wrote is never passed over: a version that is not ours stays as it was seen, and the API refuses it as stale.
 */
import { keyOf, type Came, type EntityKey } from "@/plan/answer";
import type { Change } from "@/plan/changes";

interface Own {
  /** As our last write left it; null: gone. */
  readonly version: number | null;
  /** Versions that our writes in a row replaced or left. */
  readonly seen: ReadonlySet<number>;
  /** Grows whenever somebody else wrote in between: what we did before cannot simply be undone any more. */
  readonly epoch: number;
}

export type Epochs = ReadonlyMap<EntityKey, number>;

export class Ledger {
  readonly #own = new Map<EntityKey, Own>();

  /** Note what a write came to, with the changes as they were sent. */
  wrote(changes: readonly Change[], came: readonly Came[]): void {
    const last = new Map<EntityKey, { change: Change; came: Came }>();
    changes.forEach((change, i) => {
      const one = came[i];
      if (one) last.set(keyOf(change), { change, came: one });
    });
    for (const [key, one] of last) this.#note(key, one.change, one.came.now?.version ?? null);
  }

  #note(key: EntityKey, change: Change, version: number | null): void {
    const known = this.#own.get(key);
    if (change.op === "create" || !known) {
      const before = change.op === "create" ? undefined : change.version;
      const seen = new Set([before, version ?? undefined].filter((one) => one !== undefined));
      this.#own.set(key, { version, seen, epoch: known?.epoch ?? 0 });
      return;
    }
    const between =
      known.version !== null &&
      version !== null &&
      version !== known.version &&
      version !== known.version + 1;
    const seen = new Set(between ? [] : known.seen);
    if (version !== null) seen.add(version);
    this.#own.set(key, { version, seen, epoch: known.epoch + Number(between) });
  }

  /** Changes that name versions of ours, naming those that our writes since have left. */
  brought(changes: readonly Change[]): Change[] {
    return changes.map((change) => {
      const own = this.#own.get(keyOf(change));
      if (change.op === "create" || change.version === undefined || !own?.seen.has(change.version))
        return change;
      return own.version === null ? change : { ...change, version: own.version };
    });
  }

  /** Where things stand now: to be handed to `expecting` later. */
  epochs(changes: readonly Change[]): Epochs {
    return new Map(changes.map((one) => [keyOf(one), this.#own.get(keyOf(one))?.epoch ?? 0]));
  }

  /** Changes that hold only while all stands as our writes left it; null: somebody else wrote since. */
  expecting(changes: readonly Change[], epochs: Epochs): Change[] | null {
    const passed = changes.some(
      (one) => (this.#own.get(keyOf(one))?.epoch ?? 0) !== (epochs.get(keyOf(one)) ?? 0),
    );
    if (passed) return null;
    return changes.map((change) => {
      const version = this.#own.get(keyOf(change))?.version;
      return change.op === "create" || version === undefined || version === null
        ? change
        : { ...change, version };
    });
  }

  knows(key: EntityKey): boolean {
    return this.#own.has(key);
  }
}
