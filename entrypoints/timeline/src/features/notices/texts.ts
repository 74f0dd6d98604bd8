export const TEXTS = {
  en: { region: "Messages", dismiss: "Dismiss" },
  fr: { region: "Messages", dismiss: "Fermer" },
};
