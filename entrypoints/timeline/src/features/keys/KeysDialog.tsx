import { useId } from "react";

import { useMay } from "@/api/queries/useMe";
import { SHORTCUTS, type Action } from "@/features/keys/chords";
import style from "@/features/keys/KeysDialog.module.css";
import { useKeyPreference } from "@/features/keys/preference";
import { TEXTS, type KeyTexts } from "@/features/keys/texts";
import { useTexts } from "@/i18n/language";
import { useDialogs } from "@/state/dialogs";
import { Dialog } from "@/ui/Dialog";

type Described = keyof KeyTexts["actions"];
type GroupName = keyof KeyTexts["groups"];

/** What is listed, with the keys of its counterpart. */
const LISTED: Record<GroupName, readonly (readonly [Described, Action?])[]> = {
  walk: [
    ["left", "right"],
    ["up", "down"],
    ["first", "last"],
    ["open"],
    ["select"],
    ["selectAll"],
    ["escape"],
  ],
  change: [
    ["earlier", "later"],
    ["rowUp", "rowDown"],
    ["endEarlier", "endLater"],
    ["startEarlier", "startLater"],
    ["duplicate"],
    ["remove"],
    ["removeWhole"],
    ["create"],
    ["undo", "redo"],
  ],
  look: [["previous", "next"], ["today"], ["day"], ["week"], ["month"], ["search"]],
  open: [["conflicts"], ["people"], ["autoAssign"], ["publish"], ["keys"]],
};
const WRITING: ReadonlySet<GroupName> = new Set(["change"]);

export function KeysDialog() {
  const texts = useTexts(TEXTS);
  const { open, hide } = useDialogs();
  const mayWrite = useMay("write");
  const groups = (Object.keys(LISTED) as GroupName[]).filter((name) => mayWrite || !WRITING.has(name));
  return (
    <Dialog title={texts.title} open={open === "keys"} onClose={hide} wide>
      <div className={style.groups}>
        {groups.map((name) => (
          <Group key={name} name={name} />
        ))}
      </div>
      <Preference />
    </Dialog>
  );
}

function Group({ name }: { name: GroupName }) {
  const texts = useTexts(TEXTS);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={style.title}>
        {texts.groups[name]}
      </h3>
      <dl className={style.list}>
        {LISTED[name].map(([action, counterpart]) => (
          <div key={action} className={style.line}>
            <dt>{texts.actions[action]}</dt>
            <dd className={style.chords}>
              <Chord chord={SHORTCUTS[action].chords[0]} />
              {counterpart && <Chord chord={SHORTCUTS[counterpart].chords[0]} />}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const ARROWS: Record<string, string> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

function Chord({ chord }: { chord: string }) {
  const { keys } = useTexts(TEXTS);
  const names: Record<string, string> = { ...keys, ...ARROWS };
  return (
    <span className={style.chord}>
      {chord.split("+").map((key) => (
        <kbd key={key} className={style.key}>
          {names[key] ?? key.toUpperCase()}
        </kbd>
      ))}
    </span>
  );
}

function Preference() {
  const texts = useTexts(TEXTS);
  const { single, choose } = useKeyPreference();
  const hint = useId();
  return (
    <div className={style.preference}>
      <label className={style.check}>
        <input
          type="checkbox"
          checked={single}
          aria-describedby={hint}
          onChange={(event) => choose(event.target.checked)}
        />
        {texts.single}
      </label>
      <p id={hint} className={style.hint}>
        {texts.singleHint}
      </p>
    </div>
  );
}
