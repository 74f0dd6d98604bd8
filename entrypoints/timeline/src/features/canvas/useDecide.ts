import { useEffect, useMemo, useRef } from "react";

import { useMay } from "@/api/queries/useMe";
import { useProposals } from "@/features/auto-assign/useProposals";
import type { Decisions } from "@/features/canvas/drawing";

/** Accepting and rejecting for the bars: one stable object, so that no bar is drawn again because the plan altered. */
export function useDecide(): Decisions | null {
  const may = useMay("write");
  const proposals = useProposals();
  const newest = useRef(proposals);
  useEffect(() => {
    newest.current = proposals;
  });
  return useMemo(
    () =>
      may
        ? {
            accept: (ids) => void newest.current.accept(ids),
            reject: (ids) => void newest.current.reject(ids),
          }
        : null,
    [may],
  );
}
