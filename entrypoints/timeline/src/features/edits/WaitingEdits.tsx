import { CloudOff } from "lucide-react";

import { TEXTS } from "@/features/edits/texts";
import { useEdits } from "@/features/edits/useEdits";
import style from "@/features/edits/WaitingEdits.module.css";
import { useTexts } from "@/i18n/language";
import { usePendingEdits } from "@/state/pending";
import { useSession } from "@/state/session";
import { Button } from "@/ui/Button";

const NAMED = 3;

/** Edits that could not be sent: which, why, and what can be done. */
export function WaitingEdits() {
  const texts = useTexts(TEXTS);
  const edits = usePendingEdits((state) => state.edits);
  const ended = useSession((state) => state.state === "ended");
  const { retry, discard } = useEdits();
  // An edit that waited keeps its reason while it is sent once more: the card does not come and go with each try.
  const why = edits.find((one) => one.why !== null)?.why ?? null;
  if (why === null) return null;
  const labels = edits.slice(0, NAMED).map((one) => one.label);
  return (
    <div className={style.waiting} role="alert">
      <CloudOff size={16} aria-hidden className={style.sign} />
      <div className={style.text}>
        <p className={style.title}>{texts.waiting(edits.length)}</p>
        <p>{why}</p>
        <p className={style.labels}>
          {labels.join(" · ")}
          {edits.length > NAMED && ` · ${texts.more(edits.length - NAMED)}`}
        </p>
        <div className={style.actions}>
          {!ended && (
            <Button look="primary" onClick={retry}>
              {texts.again}
            </Button>
          )}
          <Button onClick={discard}>{texts.discard}</Button>
        </div>
      </div>
    </div>
  );
}
