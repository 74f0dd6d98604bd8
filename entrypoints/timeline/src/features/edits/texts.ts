export const TEXTS = {
  en: {
    refused: (label: string) => `Not done: ${label}`,
    stale: "Somebody changed this meanwhile. What stands now is shown.",
    undone: (label: string) => `Undone: ${label}`,
    redone: (label: string) => `Done again: ${label}`,
    cannotUndo: (label: string) => `Cannot be undone: ${label}`,
    again: "Try again",
    more: (count: number) => `and ${count} more`,
  },
  fr: {
    refused: (label: string) => `Refusé : ${label}`,
    stale: "Quelqu’un l’a modifié entre-temps. L’état actuel est affiché.",
    undone: (label: string) => `Annulé : ${label}`,
    redone: (label: string) => `Rétabli : ${label}`,
    cannotUndo: (label: string) => `Impossible à annuler : ${label}`,
    again: "Réessayer",
    more: (count: number) => `et ${count} de plus`,
  },
};
