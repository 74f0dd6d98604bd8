/** Every edit of the page goes this way: shown at once, written by the API's one write path, taken back when refused. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { deskOf, type Desk } from "@/features/edits/desk";
import { useHistory, type DoneEdit, type Edit } from "@/features/edits/history";
import type { Outcome } from "@/features/edits/queue";
import { isStale, sentences } from "@/features/edits/sentences";
import { TEXTS, type EditTexts } from "@/features/edits/texts";
import { useTexts } from "@/i18n/language";
import { keyOf } from "@/plan/answer";
import type { Change } from "@/plan/changes";
import { inverseOf } from "@/plan/inverse";
import { announce } from "@/state/announcements";
import { tell } from "@/state/notices";

export interface Edits {
  /**
   * Resolves to whether it was kept; a refusal has been told to the user by then. While the server cannot be reached
   * the edit waits, and so does the promise.
   */
  readonly apply: (edit: Edit) => Promise<boolean>;
  readonly undo: () => Promise<boolean>;
  readonly redo: () => Promise<boolean>;
  /** Send what waits, now. */
  readonly retry: () => void;
  /** Give up what waits. */
  readonly discard: () => void;
}

export function useEdits(): Edits {
  const client = useQueryClient();
  const texts = useTexts(TEXTS);
  return useMemo(() => {
    const desk = deskOf(client);
    return {
      apply: (edit) => apply(desk, edit, texts),
      undo: () => undo(desk, texts),
      redo: () => redo(desk, texts),
      retry: () => desk.queue.retry(),
      discard: () => desk.queue.discard(),
    };
  }, [client, texts]);
}

let nextId = 1;

async function apply(desk: Desk, edit: Edit, texts: EditTexts): Promise<boolean> {
  const { label, changes } = edit;
  if (changes.length === 0) return true;
  const plan = desk.plan();
  const id = nextId++;
  const inverse = plan && !edit.final ? inverseOf(plan, changes) : [];
  if (inverse.length > 0) useHistory.getState().did({ ...edit, id, inverse, epochs: null });
  const outcome = await desk.queue.add(label, changes, () => desk.ledger.brought(changes));
  if (outcome.kind === "kept") {
    useHistory.getState().answered(id, desk.ledger.epochs([...changes, ...inverse]));
    if (outcome.waited) tell({ tone: "done", title: texts.saved(label) });
    else announce(texts.done(label));
    return true;
  }
  useHistory.getState().forget(id);
  if (outcome.kind === "refused" && edit.refused?.(outcome.error)) return false;
  say(desk, outcome, label, texts.refused(label), texts);
  return false;
}

async function undo(desk: Desk, texts: EditTexts): Promise<boolean> {
  const last = useHistory.getState().past.at(-1);
  if (!last) {
    tell({ tone: "info", title: texts.nothingToUndo });
    return false;
  }
  useHistory.getState().undid();
  const outcome = await desk.queue.add(texts.undone(last.label), last.inverse, () => {
    const { epochs } = newest(last);
    if (epochs === null || takesOthersWork(desk, last)) return null;
    return desk.ledger.expecting(last.inverse, epochs);
  });
  return settle(desk, last, outcome, "past", texts);
}

async function redo(desk: Desk, texts: EditTexts): Promise<boolean> {
  const last = useHistory.getState().future.at(-1);
  if (!last) {
    tell({ tone: "info", title: texts.nothingToRedo });
    return false;
  }
  useHistory.getState().redid();
  const outcome = await desk.queue.add(texts.redone(last.label), last.changes, () => {
    const { epochs } = newest(last);
    return epochs && desk.ledger.expecting(last.changes, epochs);
  });
  return settle(desk, last, outcome, "future", texts);
}

/** Tell what an undo (of the past) or a redo (of the future) came to, and put back what was refused. */
function settle(
  desk: Desk,
  edit: DoneEdit,
  outcome: Outcome,
  from: "past" | "future",
  texts: EditTexts,
): boolean {
  const history = useHistory.getState();
  const undoing = from === "past";
  if (outcome.kind === "kept") {
    history.answered(edit.id, desk.ledger.epochs([...edit.changes, ...edit.inverse]));
    tell({ tone: "done", title: undoing ? texts.undone(edit.label) : texts.redone(edit.label) });
    return true;
  }
  // What somebody else has altered since can never be taken back; the edits before it perhaps can.
  const never = outcome.kind === "stale" || (outcome.kind === "refused" && isStale(outcome.error));
  if (never) history.forget(edit.id);
  else history.stays(edit.id, from);
  const title = undoing ? texts.cannotUndo(edit.label) : texts.cannotRedo(edit.label);
  say(desk, outcome, edit.label, title, texts);
  return false;
}

/** The edit as the history holds it by now. */
function newest(edit: DoneEdit): DoneEdit {
  const { past, future } = useHistory.getState();
  return [...past, ...future].find((one) => one.id === edit.id) ?? edit;
}

/** Whether an undo would delete a shift on which somebody else has put people. */
function takesOthersWork(desk: Desk, { inverse }: DoneEdit): boolean {
  const plan = desk.stored();
  const gone = new Set(inverse.filter(isDeletion).map(keyOf));
  return inverse.some(
    (change) =>
      change.op === "delete" &&
      change.entity === "shift" &&
      (plan?.assignmentsByShift.get(change.id) ?? []).some((one) => {
        const key = keyOf({ entity: "assignment", id: one.id });
        return !gone.has(key) && !desk.ledger.knows(key);
      }),
  );
}

function isDeletion(change: Change): boolean {
  return change.op === "delete";
}

function say(desk: Desk, outcome: Outcome, label: string, title: string, texts: EditTexts): void {
  if (outcome.kind === "discarded") tell({ tone: "info", title: texts.discarded(label) });
  if (outcome.kind !== "refused" && outcome.kind !== "stale") return;
  const zone = desk.stored()?.timezone ?? "UTC";
  const lines = outcome.kind === "stale" ? [texts.stale] : sentences(outcome.error, texts, zone);
  const said = outcome.fell > 0 ? [...lines, texts.fell(outcome.fell)] : lines;
  tell({ tone: "refused", title, lines: said, about: label });
}
