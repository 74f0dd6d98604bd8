/** What taking up or turning down proposals is called, for undo and for what is told. */
export const PROPOSALS = {
  en: {
    accepted: (count: number) => (count === 1 ? "proposal accepted" : `${count} proposals accepted`),
    rejected: (count: number) => (count === 1 ? "proposal rejected" : `${count} proposals rejected`),
  },
  fr: {
    accepted: (count: number) => (count === 1 ? "proposition acceptée" : `${count} propositions acceptées`),
    rejected: (count: number) => (count === 1 ? "proposition refusée" : `${count} propositions refusées`),
  },
};
