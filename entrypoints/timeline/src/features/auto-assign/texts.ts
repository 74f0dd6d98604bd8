/** What taking up or turning down proposals is called, for undo and for what is told. */
export const PROPOSALS = {
  en: {
    accepted: (count: number) => (count === 1 ? "proposal accepted" : `${count} proposals accepted`),
    rejected: (count: number) => (count === 1 ? "proposal rejected" : `${count} proposals rejected`),
    done: (count: number) => (count === 1 ? "1 proposal accepted" : `${count} proposals accepted`),
    skipped: (count: number) =>
      count === 1
        ? "1 was left alone: somebody changed it since."
        : `${count} were left alone: somebody changed them since.`,
    notAccepted: "The proposals were not accepted",
  },
  fr: {
    accepted: (count: number) => (count === 1 ? "proposition acceptée" : `${count} propositions acceptées`),
    rejected: (count: number) => (count === 1 ? "proposition refusée" : `${count} propositions refusées`),
    done: (count: number) => (count === 1 ? "1 proposition acceptée" : `${count} propositions acceptées`),
    skipped: (count: number) =>
      count === 1
        ? "1 a été laissée telle quelle : quelqu’un l’a modifiée depuis."
        : `${count} ont été laissées telles quelles : quelqu’un les a modifiées depuis.`,
    notAccepted: "Les propositions n’ont pas été acceptées",
  },
};

const seats = (count: number) => (count === 1 ? "1 open seat" : `${count} open seats`);
const places = (count: number) => (count <= 1 ? `${count} place libre` : `${count} places libres`);

export const TEXTS = {
  en: {
    title: "Auto-assign",
    intro:
      "Proposes people for open seats. Confirmed and locked assignments stay as they are; nothing counts until you accept it.",
    period: "Period",
    what: "What to fill",
    whole: "The period shown",
    selection: (count: number) => (count === 1 ? "The selected shift" : `The ${count} selected shifts`),
    sites: "Sites",
    missions: "Missions",
    all: "All",
    open: (count: number, shifts: number) =>
      count === 0
        ? "No open seat here"
        : `${seats(count)} in ${shifts === 1 ? "1 shift" : `${shifts} shifts`}`,
    replaces: (count: number) =>
      count === 1
        ? "A proposal that nobody has accepted yet is replaced."
        : `${count} proposals that nobody has accepted yet are replaced.`,
    timeLimit: "Time limit",
    seconds: (count: number) => `${count} seconds`,
    minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
    longer: "More time finds fairer plans; you can stop at any moment and keep the best one.",
    start: "Find people",
    starting: "Starting…",
    mayNot: "Your role may look at proposals; a planner starts a run.",
    earlier: "Earlier runs",
    sameOptions: "Use the options of this run again",
    optionsTaken: "Its options are set above.",
    by: (who: string, when: string) => `${who}, ${when}`,
    look: "Show",
    filled: (filled: number, wanted: number) => `${filled} of ${wanted} seats filled`,
    statuses: {
      queued: "Waiting to start",
      running: "Looking for people…",
      succeeded: "Done",
      cancelled: "Stopped",
      failed: "Failed",
    },
    coverage: "Seats filled",
    objective: "Penalty",
    objectiveHint:
      "What is minimised: missing people first, then soft rules, wishes and fairness. Lower is better.",
    elapsed: "Time",
    atMost: (limit: string) => `of ${limit}`,
    proposed: "Proposals",
    cancel: "Stop and keep the best",
    cancelling: "Stopping…",
    progress: "Progress",
    failed: "The run failed. The plan is as it was.",
    again: "New run",
    retry: "Try again",
    acceptAll: (count: number) => `Accept all (${count})`,
    rejectAll: "Reject all",
    tabs: { shift: "Shifts", person: "People" },
    byShift: "By shift",
    byPerson: "By person",
    unfilled: "Unfilled",
    conflicts: "Conflicts",
    review: "Review",
    accept: "Accept",
    reject: "Reject",
    acceptOf: (what: string) => `Accept: ${what}`,
    rejectOf: (what: string) => `Reject: ${what}`,
    shifts: (count: number) => (count === 1 ? "1 shift" : `${count} shifts`),
    seen: { confirmed: "accepted", rejected: "rejected", gone: "withdrawn" },
    nothing: "Nothing was proposed",
    nothingWhy: "Every seat is filled, or nobody may take those that are left: see Unfilled.",
    allDecided: "All proposals are decided",
    allDecidedWhy: "What was accepted is part of the plan; it can still be undone.",
    allFilled: "Every seat is filled",
    noConflicts: "The proposals bring no conflict",
    missing: (count: number) => (count === 1 ? "1 person missing" : `${count} people missing`),
    people: (count: number) => (count === 1 ? "1 person" : `${count} people`),
    rejectedBefore: "Rejected for this shift",
    unexplained: "Nobody is left to ask, or there was no time to look for the reasons.",
    choose: "Choose somebody",
    load: (days: string) => `${days} days of work in the period, this shift included`,
    continuity: "Works on this mission or site that week",
    wish: "Meets a wish of theirs",
    noSoft: "Breaks no soft rule",
    soft: (weight: number) => `Adds soft conflicts (weight ${weight})`,
    ahead: (name: string, by: string) => `Ahead of ${name} by ${by}`,
    finished: (filled: number, wanted: number) => `Auto-assign: ${filled} of ${wanted} seats filled`,
    finishedFailed: "Auto-assign failed",
    noJob: "This run is not known any more.",
  },
  fr: {
    title: "Affectation automatique",
    intro:
      "Propose des personnes pour les places libres. Les affectations confirmées ou verrouillées restent ; rien n’est décidé avant que vous l’acceptiez.",
    period: "Période",
    what: "Que remplir",
    whole: "La période affichée",
    selection: (count: number) => (count === 1 ? "Le shift sélectionné" : `Les ${count} shifts sélectionnés`),
    sites: "Sites",
    missions: "Missions",
    all: "Tous",
    open: (count: number, shifts: number) =>
      count === 0
        ? "Aucune place libre ici"
        : `${places(count)} dans ${shifts === 1 ? "1 shift" : `${shifts} shifts`}`,
    replaces: (count: number) =>
      count === 1
        ? "Une proposition que personne n’a encore acceptée est remplacée."
        : `${count} propositions que personne n’a encore acceptées sont remplacées.`,
    timeLimit: "Temps maximal",
    seconds: (count: number) => `${count} secondes`,
    minutes: (count: number) => (count === 1 ? "1 minute" : `${count} minutes`),
    longer:
      "Plus de temps donne un planning plus équitable ; vous pouvez arrêter à tout moment et garder le meilleur.",
    start: "Chercher des personnes",
    starting: "Démarrage…",
    mayNot: "Votre rôle permet de voir les propositions ; un planificateur lance un calcul.",
    earlier: "Calculs précédents",
    sameOptions: "Reprendre les options de ce calcul",
    optionsTaken: "Ses options sont reprises ci-dessus.",
    by: (who: string, when: string) => `${who}, ${when}`,
    look: "Afficher",
    filled: (filled: number, wanted: number) => `${filled} places pourvues sur ${wanted}`,
    statuses: {
      queued: "En attente",
      running: "Recherche en cours…",
      succeeded: "Terminé",
      cancelled: "Arrêté",
      failed: "Échec",
    },
    coverage: "Places pourvues",
    objective: "Pénalité",
    objectiveHint:
      "Ce qui est minimisé : les absents d’abord, puis règles souples, souhaits et équité. Plus bas, c’est mieux.",
    elapsed: "Temps",
    atMost: (limit: string) => `sur ${limit}`,
    proposed: "Propositions",
    cancel: "Arrêter et garder le meilleur",
    cancelling: "Arrêt…",
    progress: "Progression",
    failed: "Le calcul a échoué. Le planning est inchangé.",
    again: "Nouveau calcul",
    retry: "Réessayer",
    acceptAll: (count: number) => `Tout accepter (${count})`,
    rejectAll: "Tout refuser",
    tabs: { shift: "Shifts", person: "Personnes" },
    byShift: "Par shift",
    byPerson: "Par personne",
    unfilled: "Manques",
    conflicts: "Conflits",
    review: "Examiner",
    accept: "Accepter",
    reject: "Refuser",
    acceptOf: (what: string) => `Accepter : ${what}`,
    rejectOf: (what: string) => `Refuser : ${what}`,
    shifts: (count: number) => (count === 1 ? "1 shift" : `${count} shifts`),
    seen: { confirmed: "acceptée", rejected: "refusée", gone: "retirée" },
    nothing: "Rien n’a été proposé",
    nothingWhy:
      "Toutes les places sont pourvues, ou personne ne peut prendre celles qui restent : voir Manques.",
    allDecided: "Toutes les propositions sont décidées",
    allDecidedWhy: "Ce qui est accepté fait partie du planning ; on peut encore l’annuler.",
    allFilled: "Toutes les places sont pourvues",
    noConflicts: "Les propositions n’amènent aucun conflit",
    missing: (count: number) => (count === 1 ? "1 personne manquante" : `${count} personnes manquantes`),
    people: (count: number) => (count === 1 ? "1 personne" : `${count} personnes`),
    rejectedBefore: "Refusée pour ce shift",
    unexplained: "Il ne reste personne à proposer, ou le temps a manqué pour chercher les raisons.",
    choose: "Choisir quelqu’un",
    load: (days: string) => `${days} jours de travail sur la période, ce shift compris`,
    continuity: "Travaille sur cette mission ou ce site cette semaine-là",
    wish: "Répond à un de ses souhaits",
    noSoft: "N’enfreint aucune règle souple",
    soft: (weight: number) => `Ajoute des conflits souples (poids ${weight})`,
    ahead: (name: string, by: string) => `Devant ${name} de ${by}`,
    finished: (filled: number, wanted: number) =>
      `Affectation automatique : ${filled} places pourvues sur ${wanted}`,
    finishedFailed: "L’affectation automatique a échoué",
    noJob: "Ce calcul n’est plus connu.",
  },
};

export type AutoAssignTexts = (typeof TEXTS)["en"];
