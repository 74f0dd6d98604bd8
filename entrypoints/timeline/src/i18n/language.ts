/** French or English: by the browser's language until the user chooses. */
import { create } from "zustand";

export type Language = "fr" | "en";

const KEY = "planning.language";

interface LanguageState {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

export const useLanguageState = create<LanguageState>((set) => ({
  language: chosen() ?? (navigator.language.toLowerCase().startsWith("fr") ? "fr" : "en"),
  choose(language) {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // A browser that keeps nothing still speaks the language until it is closed.
    }
    document.documentElement.lang = language;
    set({ language });
  },
}));

export function currentLanguage(): Language {
  return useLanguageState.getState().language;
}

export function useLanguage(): Language {
  return useLanguageState((state) => state.language);
}

/** The texts of a feature in the user's language; each feature keeps both languages side by side. */
export function useTexts<T>(texts: Record<Language, T>): T {
  return texts[useLanguage()];
}

function chosen(): Language | null {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "fr" || kept === "en" ? kept : null;
  } catch {
    return null;
  }
}
