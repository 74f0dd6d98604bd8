/** Where edits of one page are handled: their queue, and what is known of the versions they left. */
import type { QueryClient } from "@tanstack/react-query";

import { writeBatch } from "@/api/queries/useBatch";
import { refreshTimeline, TIMELINE } from "@/api/queries/useTimeline";
import { inTheAir } from "@/features/drag/air";
import { Ledger } from "@/features/edits/ledger";
import { EditQueue } from "@/features/edits/queue";
import { cameOf, withAnswer } from "@/plan/answer";
import type { Plan } from "@/plan/model";
import { usePendingEdits } from "@/state/pending";
import { useSession } from "@/state/session";
import { planAfter } from "@/view/usePlan";

export interface Desk {
  readonly queue: EditQueue;
  readonly ledger: Ledger;
  /** The newest plan on screen, edits under way included; null: none. */
  readonly plan: () => Plan | null;
  /** The same without what is under way. */
  readonly stored: () => Plan | null;
}

const desks = new WeakMap<QueryClient, Desk>();

export function deskOf(client: QueryClient): Desk {
  const known = desks.get(client);
  if (known) return known;
  const made = makeDesk(client);
  desks.set(client, made);
  return made;
}

function makeDesk(client: QueryClient): Desk {
  const ledger = new Ledger();
  const queue = new EditQueue({
    write: writeBatch,
    async kept(changes, answer) {
      ledger.wrote(changes, cameOf(changes, answer));
      // An answer that set out before the write knows nothing of it.
      await client.cancelQueries({ queryKey: [TIMELINE] });
      client.setQueriesData<Plan>(
        { queryKey: [TIMELINE] },
        (plan) => plan && withAnswer(plan, changes, answer),
      );
    },
    idle: () => refreshSoon(client),
  });
  addEventListener("online", () => queue.retry());
  useSession.subscribe((now, before) => {
    if (now.state === "in" && before.state !== "in") queue.retry();
  });
  addEventListener("beforeunload", (event) => {
    if (usePendingEdits.getState().edits.length > 0) event.preventDefault();
  });
  return {
    queue,
    ledger,
    stored: () => storedPlan(client),
    plan() {
      const stored = storedPlan(client);
      return stored && planAfter(stored, usePendingEdits.getState().edits);
    },
  };
}

/** Have the plan read anew once hands rest: conflicts and coverage further away may have changed too. */
function refreshSoon(client: QueryClient): void {
  setTimeout(() => {
    if (usePendingEdits.getState().edits.length > 0) return;
    if (inTheAir()) refreshSoon(client);
    else void refreshTimeline(client);
  }, 150);
}

function storedPlan(client: QueryClient): Plan | null {
  const shown = client.getQueryCache().findAll({ queryKey: [TIMELINE], type: "active" });
  return shown.map((query) => query.state.data as Plan | undefined).find((one) => one !== undefined) ?? null;
}
