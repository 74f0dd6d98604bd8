import { CloudOff, RefreshCw } from "lucide-react";

import style from "@/features/live/LiveMark.module.css";
import { useLive } from "@/features/live/state";
import { TEXTS } from "@/features/live/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import { names } from "@/ui/Button";
import { clock } from "@/view/format";
import { usePlan } from "@/view/usePlan";

/** Whether the page follows what others write: discreet while it does. */
export function LiveMark() {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zone } = usePlan();
  const link = useLive((state) => state.link);
  const offline = link.state === "offline";
  const sentence = offline ? texts.offline(clock(link.since, zone, language)) : texts[link.state];
  return (
    <span
      className={names(style.mark, style[link.state])}
      role="status"
      title={offline ? texts.offlineHint : texts.liveHint}
    >
      {link.state === "live" && <span className={style.dot} aria-hidden />}
      {link.state === "reconnecting" && <RefreshCw size={13} aria-hidden />}
      {offline && <CloudOff size={14} aria-hidden />}
      {sentence}
    </span>
  );
}
