import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState } from "react";

import { WaitingEdits } from "@/features/edits/WaitingEdits";
import style from "@/features/notices/Notices.module.css";
import { TEXTS } from "@/features/notices/texts";
import { useTexts } from "@/i18n/language";
import { straight } from "@/plan/bidi";
import { useAnnouncements } from "@/state/announcements";
import { useNotices, type Notice } from "@/state/notices";
import { Button, IconButton } from "@/ui/Button";

const SIGNS = { done: CircleCheck, info: Info, refused: CircleAlert };

/** Reading takes a while, a sentence more takes longer. */
const SHOWN_FOR = 5_000;
const LONGER_FOR_ACTION = 4_000;

/**
 * Sentences about what just happened, read out as they come; refusals stay until they are dismissed. The live regions
 * stand on the page before they speak: a screen reader misses one that comes with its words.
 */
export function Notices() {
  const texts = useTexts(TEXTS);
  const notices = useNotices((state) => state.notices);
  const toasts = (urgent: boolean) =>
    notices
      .filter((notice) => (notice.tone === "refused") === urgent)
      .map((notice) => <Toast key={notice.id} notice={notice} />);
  return (
    <section className={style.region} aria-label={texts.region}>
      <WaitingEdits />
      <div className={style.live} role="alert" aria-atomic="false" aria-relevant="additions">
        {toasts(true)}
      </div>
      <div className={style.live} role="status" aria-atomic="false" aria-relevant="additions">
        {toasts(false)}
      </div>
      <Announced />
    </section>
  );
}

function Announced() {
  const { text, turn } = useAnnouncements();
  return (
    <p className="unseen" aria-live="polite">
      <span key={turn}>{straight(text)}</span>
    </p>
  );
}

function Toast({ notice }: { notice: Notice }) {
  const texts = useTexts(TEXTS);
  const dismiss = useNotices((state) => state.dismiss);
  const { id, tone, action } = notice;
  const held = useHold();
  useEffect(() => {
    if (tone === "refused" || held.on) return undefined;
    const timer = setTimeout(() => dismiss(id), SHOWN_FOR + (action ? LONGER_FOR_ACTION : 0));
    return () => clearTimeout(timer);
  }, [id, tone, action, held.on, dismiss]);
  const Sign = SIGNS[tone];
  return (
    <div className={style.notice} data-tone={tone} {...held.by}>
      <Sign size={16} aria-hidden className={style.sign} />
      <div className={style.text}>
        <p className={style.title}>{straight(notice.title)}</p>
        {notice.lines.length > 0 && (
          <ul className={style.lines}>
            {notice.lines.map((line) => (
              <li key={line}>{straight(line)}</li>
            ))}
          </ul>
        )}
      </div>
      <IconButton label={texts.dismiss} onClick={() => dismiss(id)}>
        <X size={16} aria-hidden />
      </IconButton>
      {action && (
        <div className={style.actions}>
          <Button
            onClick={() => {
              dismiss(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Whether the pointer rests on something, or the focus is in it: then it does not go away. */
function useHold() {
  const [pointed, setPointed] = useState(false);
  const [focused, setFocused] = useState(false);
  return {
    on: pointed || focused,
    by: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
    },
  };
}
