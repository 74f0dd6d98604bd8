/** How far what was found may be from the best there is. */
import type { ExplainTexts } from "@/features/auto-assign/explainTexts";
import type { Language } from "@/i18n/language";

/** A sentence, the share rounded up so that it is never promised too much; null: nothing is known. */
export function gapSentence(gap: number | null, texts: ExplainTexts, language: Language): string | null {
  if (gap === null) return null;
  if (gap <= 0) return texts.best;
  const step = gap < 0.1 ? 0.001 : 0.01;
  // What is a step but for the error of binary fractions is no step more.
  const share = Math.min(1, Math.ceil(gap / step - 1e-6) * step);
  const written = share.toLocaleString(language === "fr" ? "fr-FR" : "en-GB", {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return texts.within(written);
}
