import type { Action } from "@/features/keys/chords";

type Described = Record<
  Exclude<
    Action,
    "last" | "redo" | "next" | "right" | "down" | "later" | "rowDown" | "endLater" | "startLater"
  >,
  string
>;

const EN: Described = {
  left: "To the bar before, after",
  up: "To the row above, below",
  first: "To the first, last bar of the row",
  open: "Open the shift",
  select: "Select, or take out of the selection",
  selectAll: "Select everything shown",
  earlier: "Move in time by the step",
  rowUp: "Move to the row above, below",
  endEarlier: "Move the end",
  startEarlier: "Move the start",
  remove: "Take the person off, or delete an open shift",
  removeWhole: "Delete the shift",
  duplicate: "Copy to the next day",
  create: "New shift",
  undo: "Undo, redo",
  previous: "Period before, after",
  today: "Today",
  day: "Day",
  week: "Week",
  month: "Month",
  search: "Search",
  conflicts: "Conflicts",
  people: "People",
  autoAssign: "Auto-assign",
  publish: "Publish",
  keys: "This list",
  escape: "Cancel, clear, close",
};

const FR: Described = {
  left: "À la barre précédente, suivante",
  up: "À la ligne du dessus, du dessous",
  first: "À la première, dernière barre de la ligne",
  open: "Ouvrir le shift",
  select: "Sélectionner, ou retirer de la sélection",
  selectAll: "Sélectionner tout ce qui est affiché",
  earlier: "Déplacer dans le temps, d’un pas",
  rowUp: "Déplacer à la ligne du dessus, du dessous",
  endEarlier: "Déplacer la fin",
  startEarlier: "Déplacer le début",
  remove: "Retirer la personne, ou supprimer un shift à pourvoir",
  removeWhole: "Supprimer le shift",
  duplicate: "Copier au jour suivant",
  create: "Nouveau shift",
  undo: "Annuler, rétablir",
  previous: "Période précédente, suivante",
  today: "Aujourd’hui",
  day: "Jour",
  week: "Semaine",
  month: "Mois",
  search: "Rechercher",
  conflicts: "Conflits",
  people: "Personnes",
  autoAssign: "Affectation automatique",
  publish: "Publier",
  keys: "Cette liste",
  escape: "Annuler, effacer, fermer",
};

export const TEXTS = {
  en: {
    title: "Keyboard shortcuts",
    groups: { walk: "On the plan", change: "Change", look: "Look", open: "Open" },
    actions: EN,
    single: "Single characters are shortcuts",
    singleHint: "Turn this off if speech input or your keyboard sets them off by mistake.",
    keys: {
      Mod: "Ctrl",
      Shift: "Shift",
      Alt: "Alt",
      Space: "Space",
      Enter: "Enter",
      Delete: "Del",
      Escape: "Esc",
      Home: "Home",
      End: "End",
    },
    or: "or",
  },
  fr: {
    title: "Raccourcis clavier",
    groups: { walk: "Sur le planning", change: "Modifier", look: "Afficher", open: "Ouvrir" },
    actions: FR,
    single: "Les caractères seuls sont des raccourcis",
    singleHint: "À désactiver si la saisie vocale ou votre clavier les déclenche par erreur.",
    keys: {
      Mod: "Ctrl",
      Shift: "Maj",
      Alt: "Alt",
      Space: "Espace",
      Enter: "Entrée",
      Delete: "Suppr",
      Escape: "Échap",
      Home: "Début",
      End: "Fin",
    },
    or: "ou",
  },
};

export type KeyTexts = (typeof TEXTS)["en"];
