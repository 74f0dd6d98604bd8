import { useEffect } from "react";

import { useAir } from "@/features/drag/air";
import { canvasGeometry } from "@/features/canvas/geometry";
import { TEXTS as DRAG_TEXTS } from "@/features/drag/texts";
import { actionOf, chordOf, isCharacter, SHORTCUTS, type Action } from "@/features/keys/chords";
import { commitNudge, letGo, nudging, NUDGES } from "@/features/keys/nudge";
import { useKeyPreference } from "@/features/keys/preference";
import { useActions } from "@/features/keys/useActions";
import { useTexts } from "@/i18n/language";
import { useDialogs } from "@/state/dialogs";
import { useSelection } from "@/state/selection";

/** Keyboard shortcuts of the page. */
export function Keys() {
  const actions = useActions();
  const single = useKeyPreference((state) => state.single);
  useEffect(() => {
    let ours = false;
    // Whose a key is, is settled before anybody acts on it: Escape that closes a window does no more than that.
    const before = (event: KeyboardEvent) => {
      const action = actionOf(chordOf(event));
      ours = action !== null && isOurs(event, SHORTCUTS[action].where);
    };
    const down = (event: KeyboardEvent) => {
      const chord = chordOf(event);
      const action = actionOf(chord);
      if (event.defaultPrevented || action === null || (isCharacter(chord) && !single)) return;
      if (!ours || (REMOVING.has(action) && isNowhere(event))) return;
      // Whatever comes next is about the plan as it stands after the way gone by keys.
      if (nudging() && action !== "escape" && !NUDGES.has(action)) commitNudge();
      if (actions[action]()) event.preventDefault();
    };
    const up = (event: KeyboardEvent) => event.key === "Shift" && letGo();
    const pointed = () => nudging() && commitNudge();
    addEventListener("keydown", before, true);
    addEventListener("keydown", down);
    addEventListener("keyup", up);
    addEventListener("pointerdown", pointed, true);
    return () => {
      removeEventListener("keydown", before, true);
      removeEventListener("keydown", down);
      removeEventListener("keyup", up);
      removeEventListener("pointerdown", pointed, true);
    };
  }, [actions, single]);
  return <MovedBy />;
}

const TYPED = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
/** A window that closes keeps the focus for a frame or two, as long as it is drawn: keys are no longer for it. */
const WINDOWS = ":is([role=dialog], [role=alertdialog], [role=menu], [role=listbox]):not([data-closed])";

/** Keys typed into a field, or while a window is open, are theirs. */
function isOurs(event: KeyboardEvent, where: "page" | "plan"): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (useDialogs.getState().open !== null || target.closest(`${TYPED}, ${WINDOWS}`)) return false;
  if (where === "page") return true;
  // A button on the plan keeps its Enter and Space.
  if (target.closest("button, a, summary")) return false;
  return target === document.body || target.closest("[data-plan]") !== null;
}

const REMOVING: ReadonlySet<Action> = new Set(["remove", "removeWhole"]);

/** No bar has the focus and none is marked: nobody sees what a key would take away. */
function isNowhere({ target }: KeyboardEvent): boolean {
  const onPlan = target instanceof Element && target.closest("[data-plan]") !== null;
  return !onPlan && useSelection.getState().selected.size === 0;
}

/** Read out where keys have moved a bar to, and what is said of it. */
function MovedBy() {
  const texts = useTexts(DRAG_TEXTS);
  const air = useAir((state) => state.air);
  const verdict = useAir((state) => state.verdict);
  const carried = air && "ghosts" in air && air.byKeys && !air.returning ? air : null;
  const row = carried?.ontoRow && canvasGeometry()?.rows.find((one) => one.key === carried.ontoRow);
  const said =
    verdict?.kind === "refused"
      ? [texts.refused, ...verdict.sentences]
      : verdict?.kind === "warned"
        ? verdict.sentences
        : [];
  const words = carried ? [carried.ghosts[0]?.label ?? "", row ? row.label : "", ...said] : [];
  return (
    <p className="unseen" role="status" aria-live="polite">
      {words.filter((one) => one !== "").join(". ")}
    </p>
  );
}
