/** Proposed assignments taken up or turned down: one, or many at a time. */
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback } from "react";

import { ProblemError } from "@/api/problem";
import { useAcceptProposals } from "@/api/queries/useAcceptProposals";
import { TIMELINE } from "@/api/queries/useTimeline";
import { PROPOSALS } from "@/features/auto-assign/texts";
import { useEdits } from "@/features/edits/useEdits";
import { useTexts } from "@/i18n/language";
import { changeAssignment } from "@/plan/changes";
import type { Assignment, AssignmentStatus, Plan } from "@/plan/model";
import { tell } from "@/state/notices";
import { usePlan } from "@/view/usePlan";

export interface Proposals {
  /**
   * Confirm proposed assignments; resolves to whether it was kept. What is not proposed any more is left out. With
   * their job named, those outside the period shown are confirmed too.
   */
  readonly accept: (assignmentIds: readonly string[], jobId?: string) => Promise<boolean>;
  readonly reject: (assignmentIds: readonly string[]) => Promise<boolean>;
}

export function useProposals(): Proposals {
  const client = useQueryClient();
  const { apply } = useEdits();
  const { plan } = usePlan();
  const texts = useTexts(PROPOSALS);
  const acceptByJob = useAcceptProposals().mutateAsync;

  const decide = useCallback(
    async (ids: readonly string[], status: AssignmentStatus, label: (count: number) => string) => {
      const known = ids.map((id) => plan?.assignments.get(id) ?? keptSomewhere(client, id));
      const open = known.filter((one): one is Assignment => one?.status === "proposed");
      if (open.length === 0) return true;
      // Undo turns round what is on screen: what lies elsewhere cannot be turned round.
      const final = open.some((one) => !plan?.assignments.has(one.id));
      const changes = open.map((one) => changeAssignment(one, { status }));
      return apply({ label: label(open.length), changes, final });
    },
    [client, plan, apply],
  );

  const accept = useCallback(
    async (ids: readonly string[], jobId?: string) => {
      if (jobId === undefined || ids.every((id) => plan?.assignments.has(id))) {
        return decide(ids, "confirmed", texts.accepted);
      }
      try {
        const answer = await acceptByJob({ jobId, assignmentIds: ids });
        const skipped = answer.skipped_assignment_ids.length;
        const title = texts.done(answer.accepted_assignment_ids.length);
        tell({ tone: "done", title, lines: skipped > 0 ? [texts.skipped(skipped)] : [] });
        return true;
      } catch (error) {
        const conflicts = error instanceof ProblemError ? (error.body?.conflicts ?? []) : [];
        const why = error instanceof Error ? [error.message] : [];
        const lines = conflicts.length > 0 ? conflicts.slice(0, 4).map((one) => one.message) : why;
        tell({ tone: "refused", title: texts.notAccepted, lines });
        return false;
      }
    },
    [plan, decide, acceptByJob, texts],
  );
  const reject = useCallback(
    (ids: readonly string[]) => decide(ids, "rejected", texts.rejected),
    [decide, texts],
  );
  return { accept, reject };
}

/** An assignment of a window that is not on screen but was read. */
function keptSomewhere(client: QueryClient, id: string): Assignment | undefined {
  for (const [, plan] of client.getQueriesData<Plan>({ queryKey: [TIMELINE] })) {
    const found = plan?.assignments.get(id);
    if (found) return found;
  }
  return undefined;
}
