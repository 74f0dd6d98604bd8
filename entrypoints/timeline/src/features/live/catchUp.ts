/** Reads the plan anew where events tell that it is behind; once for many events, and never under a hand that drags. */
import type { QueryClient } from "@tanstack/react-query";

import { JOB, JOBS } from "@/api/queries/useJobs";
import { ME } from "@/api/queries/useMe";
import { TIMELINE } from "@/api/queries/useTimeline";
import { inTheAir } from "@/features/drag/air";
import type { Plan } from "@/plan/model";
import { editsPending } from "@/state/pending";

const SOON = 120;
/** This page's own writes are answered with what they came to, and followed by a refresh of their own. */
const OWN = 400;

/** Nothing of these is altered by a write to the plan, or they are told of otherwise. */
const APART: readonly unknown[] = [ME, TIMELINE, JOB, JOBS, "rules"];

export interface CatchUp {
  /** The plan has moved on to this event. */
  readonly heard: (sequence: number, own: boolean) => void;
  readonly stop: () => void;
}

export function catchUpWith(client: QueryClient): CatchUp {
  let newest = 0;
  let caughtUp = 0;
  let timer: number | undefined;

  function look(): void {
    timer = undefined;
    if (inTheAir() || editsPending() || client.isFetching({ queryKey: [TIMELINE], type: "active" }) > 0) {
      timer = window.setTimeout(look, SOON);
      return;
    }
    void client.invalidateQueries({
      queryKey: [TIMELINE],
      predicate: ({ state }) => ((state.data as Plan | undefined)?.sequence ?? newest) < newest,
    });
    // What was read before the first event is as new as the page itself.
    if (caughtUp !== 0 && newest > caughtUp)
      void client.invalidateQueries({ predicate: ({ queryKey }) => !APART.includes(queryKey[0]) });
    caughtUp = newest;
  }

  return {
    heard(sequence, own) {
      newest = Math.max(newest, sequence);
      timer ??= window.setTimeout(look, own ? OWN : SOON);
    },
    stop: () => clearTimeout(timer),
  };
}
