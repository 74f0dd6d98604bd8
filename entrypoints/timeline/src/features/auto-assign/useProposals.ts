/** Proposed assignments taken up or turned down: one, or many at a time; either can be undone. */
import { useCallback } from "react";

import { PROPOSALS } from "@/features/auto-assign/texts";
import { useEdits } from "@/features/edits/useEdits";
import { useTexts } from "@/i18n/language";
import { changeAssignment } from "@/plan/changes";
import type { AssignmentStatus } from "@/plan/model";
import { usePlan } from "@/view/usePlan";

export interface Proposals {
  /** Confirm proposed assignments; resolves to whether it was kept. What is not proposed any more is left out. */
  readonly accept: (assignmentIds: readonly string[]) => Promise<boolean>;
  readonly reject: (assignmentIds: readonly string[]) => Promise<boolean>;
}

export function useProposals(): Proposals {
  const { apply } = useEdits();
  const { plan } = usePlan();
  const texts = useTexts(PROPOSALS);

  const decide = useCallback(
    async (ids: readonly string[], status: AssignmentStatus, label: (count: number) => string) => {
      const changes = ids.flatMap((id) => {
        const one = plan?.assignments.get(id);
        return one?.status === "proposed" ? [changeAssignment(one, { status })] : [];
      });
      return changes.length === 0 || apply({ label: label(changes.length), changes });
    },
    [plan, apply],
  );

  const accept = useCallback(
    (ids: readonly string[]) => decide(ids, "confirmed", texts.accepted),
    [decide, texts],
  );
  const reject = useCallback(
    (ids: readonly string[]) => decide(ids, "rejected", texts.rejected),
    [decide, texts],
  );
  return { accept, reject };
}
