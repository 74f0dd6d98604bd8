export const TEXTS = {
  en: {
    done: (label: string) => `Done: ${label}`,
    refused: (label: string) => `Not done: ${label}`,
    stale: "This was changed meanwhile. What stands now is shown.",
    undone: (label: string) => `Undone: ${label}`,
    redone: (label: string) => `Done again: ${label}`,
    cannotUndo: (label: string) => `Cannot be undone: ${label}`,
    cannotRedo: (label: string) => `Cannot be done again: ${label}`,
    nothingToUndo: "Nothing to undo.",
    nothingToRedo: "Nothing to do again.",
    discarded: (label: string) => `Given up: ${label}`,
    fell: (count: number) =>
      count === 1
        ? "One edit made on top of it is taken back too."
        : `${count} edits made on top of it are taken back too.`,
    more: (count: number) => `and ${count} more`,
    waiting: (count: number) =>
      count === 1 ? "One edit is waiting to be saved" : `${count} edits are waiting to be saved`,
    again: "Try again",
    discard: "Discard",
    saved: (label: string) => `Saved after waiting: ${label}`,
  },
  fr: {
    done: (label: string) => `Fait : ${label}`,
    refused: (label: string) => `Refusé : ${label}`,
    stale: "Cela a été modifié entre-temps. L’état actuel est affiché.",
    undone: (label: string) => `Annulé : ${label}`,
    redone: (label: string) => `Rétabli : ${label}`,
    cannotUndo: (label: string) => `Impossible à annuler : ${label}`,
    cannotRedo: (label: string) => `Impossible à rétablir : ${label}`,
    nothingToUndo: "Rien à annuler.",
    nothingToRedo: "Rien à rétablir.",
    discarded: (label: string) => `Abandonné : ${label}`,
    fell: (count: number) =>
      count === 1
        ? "Une modification faite par-dessus est reprise aussi."
        : `${count} modifications faites par-dessus sont reprises aussi.`,
    more: (count: number) => `et ${count} de plus`,
    waiting: (count: number) =>
      count === 1
        ? "Une modification attend d’être enregistrée"
        : `${count} modifications attendent d’être enregistrées`,
    again: "Réessayer",
    discard: "Abandonner",
    saved: (label: string) => `Enregistré après attente : ${label}`,
  },
};

export type EditTexts = (typeof TEXTS)["en"];
