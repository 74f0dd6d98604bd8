import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import { gapSentence } from "@/features/auto-assign/gap";
import style from "@/features/auto-assign/Explain.module.css";
import { useLanguage, useTexts } from "@/i18n/language";

/** How far a run is from the best there is, where that is known. */
export function Gap({ gap }: { gap: number | null }) {
  const texts = useTexts(EXPLAIN);
  const said = gapSentence(gap, texts, useLanguage());
  if (said === null) return null;
  return (
    <p className={style.gap} title={texts.withinHint}>
      {said}
    </p>
  );
}
