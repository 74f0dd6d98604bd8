/** What is done with the bars that are selected, or with the one that has the focus: by buttons and by keys. */
import { useMemo } from "react";

import { canvasGeometry } from "@/features/canvas/geometry";
import { TEXTS } from "@/features/bulk/texts";
import { nameOfShifts, useHands, type Hands } from "@/features/drag/hands";
import { useTexts } from "@/i18n/language";
import { NO_STEP, type Step } from "@/geometry/snapping";
import { changeAssignment, changeShift, type Change } from "@/plan/changes";
import { staffOf, type Plan } from "@/plan/model";
import {
  assigned,
  assignmentsOf,
  copied,
  moved,
  removed,
  removedWhole,
  shiftsOf,
  type Wish,
} from "@/plan/moves";
import type { Bar } from "@/plan/rows";
import { tell } from "@/state/notices";
import { useSelection, type BarKey } from "@/state/selection";

export interface Deeds {
  readonly move: (step: Step) => void;
  readonly copyToNextDay: () => void;
  readonly copyToNextWeek: () => void;
  readonly assign: (collaboratorId: string) => void;
  readonly decide: (accept: boolean) => void;
  readonly lock: (locked: boolean) => void;
  readonly publish: () => void;
  /** People's bars leave their shifts; a shift's own bar is deleted. */
  readonly remove: () => void;
  /** Whole shifts, whoever's bars are meant. */
  readonly removeWhole: () => void;
}

/** Keys of the bars that a deed is about: those selected, else the one with the focus. */
export function barsMeant(): readonly BarKey[] {
  const { selected, focused } = useSelection.getState();
  if (selected.size > 0) return [...selected];
  return focused ? [focused] : [];
}

/** Bars by their keys, as the plan has them now; those that are gone are left out. */
export function barsOf(plan: Plan, keys: Iterable<BarKey>): Bar[] {
  return [...keys].flatMap((key): Bar[] => {
    const id = key.slice(2);
    const assignment = key.startsWith("a:") ? plan.assignments.get(id) : null;
    const shift = plan.shifts.get(assignment ? assignment.shiftId : id);
    if (assignment === undefined || !shift) return [];
    return [{ key, shift, assignment, filled: staffOf(plan, shift.id).length, conflicts: [] }];
  });
}

export function useDeeds(): Deeds {
  const hands = useHands();
  const texts = useTexts(TEXTS);
  return useMemo(() => {
    const { labels } = texts;
    const perform = (
      label: (what: string) => string,
      make: (plan: Plan, bars: Bar[]) => Wish,
      final = false,
    ) => performed(hands, label, make, final, texts.refused);
    const withStaff = (alter: (plan: Plan, bars: Bar[]) => Change[]) => (plan: Plan, bars: Bar[]) =>
      wishFor(alter(plan, bars));
    return {
      move: (step) => void perform(labels.move, (plan, bars) => moved(plan, bars, step, null, hands.zone)),
      copyToNextDay: () =>
        void perform(labels.copyDay, (plan, bars) =>
          copied(plan, bars, { ...NO_STEP, days: 1 }, null, hands.zone),
        ),
      copyToNextWeek: () =>
        void perform(labels.copyWeek, (plan, bars) =>
          copied(plan, bars, { ...NO_STEP, days: 7 }, null, hands.zone),
        ),
      assign(collaboratorId) {
        const name = hands.plan()?.collaborators.get(collaboratorId)?.name ?? "";
        void perform(
          (what) => labels.assign(name, what),
          (plan, bars) => assignedWhereFree(plan, bars, collaboratorId),
        );
      },
      decide: (accept) =>
        void perform(
          accept ? labels.confirm : labels.reject,
          withStaff((plan, bars) =>
            assignmentsOf(plan, bars)
              .filter((one) => one.status === "proposed" && !one.locked)
              .map((one) => changeAssignment(one, { status: accept ? "confirmed" : "rejected" })),
          ),
        ),
      lock: (locked) =>
        void perform(
          locked ? labels.lock : labels.unlock,
          withStaff((plan, bars) =>
            assignmentsOf(plan, bars)
              .filter((one) => one.locked !== locked)
              .map((one) => changeAssignment(one, { locked })),
          ),
        ),
      async publish() {
        const drafts = (bars: readonly Bar[]) => shiftsOf(bars).filter((one) => one.status === "draft");
        const count = drafts(barsMeantIn(hands)).length;
        const kept = await perform(
          labels.publish,
          withStaff((_plan, bars) => drafts(bars).map((one) => changeShift(one, { status: "published" }))),
          true,
        );
        if (kept) tell({ tone: "done", title: texts.published(count) });
      },
      remove() {
        const people = barsMeantIn(hands).every((bar) => bar.assignment !== null);
        void gone(perform(people ? labels.free : labels.remove, removed));
      },
      removeWhole: () => void gone(perform(labels.remove, removedWhole)),
    };
  }, [hands, texts]);
}

function wishFor(changes: readonly Change[]): Wish {
  return { changes, refusal: null };
}

function barsMeantIn(hands: Hands): Bar[] {
  const plan = hands.plan();
  return plan ? barsOf(plan, barsMeant()) : [];
}

async function performed(
  hands: Hands,
  label: (what: string) => string,
  make: (plan: Plan, bars: Bar[]) => Wish,
  final: boolean,
  refused: (label: string) => string,
): Promise<boolean> {
  const plan = hands.plan();
  const bars = barsMeantIn(hands);
  if (!plan || bars.length === 0 || !hands.mayWrite) return false;
  const title = label(nameOfShifts(plan, shiftsOf(bars), hands));
  const { changes, refusal } = make(plan, bars);
  if (refusal) {
    tell({ tone: "refused", title: refused(title), lines: [hands.texts.refusal(refusal)], about: title });
    return false;
  }
  return changes.length > 0 && hands.edits.apply({ label: title, changes, final });
}

/** Who is on some of the shifts already joins the others; on all of them, that is said. */
function assignedWhereFree(plan: Plan, bars: readonly Bar[], collaboratorId: string): Wish {
  const shifts = shiftsOf(bars);
  const free = shifts.filter(
    (shift) => !staffOf(plan, shift.id).some((one) => one.collaboratorId === collaboratorId),
  );
  return assigned(plan, free.length > 0 ? free : shifts, collaboratorId);
}

/** What went is no longer selected; the focus goes to a bar nearby, or the keyboard would stand nowhere. */
async function gone(done: Promise<boolean>): Promise<void> {
  const { focused, clear, focus } = useSelection.getState();
  const geometry = canvasGeometry();
  const row = focused && geometry?.rowOf(focused);
  const bars = row && geometry ? geometry.barsInOrder(row.key) : [];
  const place = bars.findIndex((bar) => bar.key === focused);
  const next = bars[place + 1] ?? bars[place - 1];
  clear();
  if (focused) focus(next?.key ?? null);
  if (!(await done) && focused) focus(focused);
}
