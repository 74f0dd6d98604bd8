/** Every edit of the page goes this way: shown at once, written by the API's one write path, taken back when refused. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { ProblemError } from "@/api/problem";
import { useBatch } from "@/api/queries/useBatch";
import { refreshTimeline, TIMELINE } from "@/api/queries/useTimeline";
import { useHistory, type Edit } from "@/features/edits/history";
import { TEXTS } from "@/features/edits/texts";
import { useTexts } from "@/i18n/language";
import { inverseOf, newId, withChanges, type Change } from "@/plan/changes";
import type { Plan } from "@/plan/model";
import { tell } from "@/state/notices";
import { usePlan } from "@/view/usePlan";

export interface Edits {
  /** Resolves to whether it was kept; a refusal has been told to the user by then. */
  readonly apply: (edit: Edit) => Promise<boolean>;
  readonly undo: () => Promise<boolean>;
  readonly redo: () => Promise<boolean>;
}

export function useEdits(): Edits {
  const client = useQueryClient();
  const batch = useBatch();
  const { plan } = usePlan();
  const texts = useTexts(TEXTS);
  const write = batch.mutateAsync;

  const send = useCallback(
    async (changes: readonly Change[], refusal: string): Promise<boolean> => {
      await client.cancelQueries({ queryKey: [TIMELINE] });
      showAtOnce(client, changes);
      try {
        await write({ changes, key: newId() });
        return true;
      } catch (error) {
        tell({ tone: "refused", title: refusal, lines: sentences(error, texts) });
        return false;
      } finally {
        void refreshTimeline(client);
      }
    },
    [client, write, texts],
  );

  const apply = useCallback(
    async ({ label, changes }: Edit) => {
      const inverse = plan ? inverseOf(plan, changes) : [];
      const kept = await send(changes, texts.refused(label));
      if (kept) useHistory.getState().did({ label, changes, inverse });
      return kept;
    },
    [plan, send, texts],
  );

  const undo = useCallback(async () => {
    const last = useHistory.getState().past.at(-1);
    if (!last) return false;
    const kept = await send(last.inverse, texts.cannotUndo(last.label));
    if (!kept) return false;
    useHistory.getState().undid();
    tell({ tone: "done", title: texts.undone(last.label) });
    return true;
  }, [send, texts]);

  const redo = useCallback(async () => {
    const last = useHistory.getState().future.at(-1);
    if (!last) return false;
    const kept = await send(last.changes.map(withoutVersion), texts.refused(last.label));
    if (!kept) return false;
    useHistory.getState().redid();
    tell({ tone: "done", title: texts.redone(last.label) });
    return true;
  }, [send, texts]);

  return { apply, undo, redo };
}

function showAtOnce(client: QueryClient, changes: readonly Change[]): void {
  client.setQueriesData<Plan>({ queryKey: [TIMELINE] }, (plan) => plan && withChanges(plan, changes));
}

function withoutVersion(change: Change): Change {
  if (change.op === "create") return change;
  const { version: _version, ...rest } = change;
  return rest;
}

/** What a refusal says, sentence by sentence. */
function sentences(error: unknown, texts: (typeof TEXTS)["en"]): string[] {
  if (!(error instanceof ProblemError)) return [String(error)];
  if (error.kind === "stale-version") return [texts.stale];
  const conflicts = error.body?.conflicts?.map((one) => one.message) ?? [];
  const faults = error.body?.errors?.map((one) => `${one.path}: ${one.reason}`) ?? [];
  const lines = conflicts.length > 0 ? conflicts : faults.length > 0 ? faults : [error.message];
  return lines.length > 4 ? [...lines.slice(0, 4), texts.more(lines.length - 4)] : lines;
}
