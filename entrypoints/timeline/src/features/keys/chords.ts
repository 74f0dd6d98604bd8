/** Keys pressed together, by name, and what each of them does. */

/** `Mod` is Ctrl, or Cmd on a Mac. Shift is named where it does not already make another character. */
export function chordOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "getModifierState">,
): string {
  // AltGr makes characters such as [ on many keyboards, and says Ctrl and Alt where nobody pressed them.
  const graph = event.getModifierState("AltGraph");
  const mod = !graph && (event.ctrlKey || event.metaKey);
  const alt = !graph && event.altKey;
  const character = event.key.length === 1;
  const shift = event.shiftKey && (!character || mod || event.key === " ");
  const key = event.key === " " ? "Space" : character ? event.key.toLowerCase() : event.key;
  return [mod && "Mod", alt && "Alt", shift && "Shift", key].filter(Boolean).join("+");
}

/** Where the focus must be: anywhere but in a field, or on the plan (or nowhere). */
type Where = "page" | "plan";

interface Shortcut {
  readonly chords: readonly string[];
  readonly where: Where;
}

export const SHORTCUTS = {
  left: { chords: ["ArrowLeft"], where: "plan" },
  right: { chords: ["ArrowRight"], where: "plan" },
  up: { chords: ["ArrowUp"], where: "plan" },
  down: { chords: ["ArrowDown"], where: "plan" },
  first: { chords: ["Home"], where: "plan" },
  last: { chords: ["End"], where: "plan" },
  open: { chords: ["Enter"], where: "plan" },
  select: { chords: ["Space"], where: "plan" },
  selectAll: { chords: ["Mod+a"], where: "plan" },
  earlier: { chords: ["Shift+ArrowLeft"], where: "plan" },
  later: { chords: ["Shift+ArrowRight"], where: "plan" },
  rowUp: { chords: ["Shift+ArrowUp"], where: "plan" },
  rowDown: { chords: ["Shift+ArrowDown"], where: "plan" },
  endEarlier: { chords: ["Alt+Shift+ArrowLeft"], where: "plan" },
  endLater: { chords: ["Alt+Shift+ArrowRight"], where: "plan" },
  startEarlier: { chords: ["Alt+Shift+ArrowUp"], where: "plan" },
  startLater: { chords: ["Alt+Shift+ArrowDown"], where: "plan" },
  remove: { chords: ["Delete", "Backspace"], where: "plan" },
  removeWhole: { chords: ["Shift+Delete", "Shift+Backspace"], where: "plan" },
  duplicate: { chords: ["Mod+d"], where: "plan" },
  create: { chords: ["n"], where: "page" },
  undo: { chords: ["Mod+z"], where: "page" },
  redo: { chords: ["Mod+Shift+z", "Mod+y"], where: "page" },
  previous: { chords: ["[", "PageUp"], where: "page" },
  next: { chords: ["]", "PageDown"], where: "page" },
  today: { chords: ["t"], where: "page" },
  day: { chords: ["1"], where: "page" },
  week: { chords: ["2"], where: "page" },
  month: { chords: ["3"], where: "page" },
  search: { chords: ["/"], where: "page" },
  conflicts: { chords: ["c"], where: "page" },
  people: { chords: ["u"], where: "page" },
  autoAssign: { chords: ["a"], where: "page" },
  publish: { chords: ["p"], where: "page" },
  keys: { chords: ["?"], where: "page" },
  escape: { chords: ["Escape"], where: "page" },
} as const satisfies Record<string, Shortcut>;

export type Action = keyof typeof SHORTCUTS;

const BY_CHORD = new Map<string, Action>(
  (Object.keys(SHORTCUTS) as Action[]).flatMap((action) =>
    SHORTCUTS[action].chords.map((chord): [string, Action] => [chord, action]),
  ),
);

/** What a chord does; null: nothing of ours. */
export function actionOf(chord: string): Action | null {
  return BY_CHORD.get(chord) ?? null;
}

/** Whether it is a single character, which speech input may utter unasked: these can be turned off. */
export function isCharacter(chord: string): boolean {
  return chord.length === 1;
}
