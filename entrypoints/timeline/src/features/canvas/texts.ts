export const TEXTS = {
  en: {
    plan: (from: string, to: string) => `Plan from ${from} to ${to}`,
    zone: (zone: string) => `Times are those of ${zone}`,
    week: (number: number) => `Week ${number}`,
    heads: { collaborator: "People", site: "Sites", mission: "Missions", role: "Roles" },
    goesBack: (from: string, to: string) =>
      `The clock goes back from ${from} to ${to}: the time between comes twice.`,
    goesForward: (from: string, to: string) =>
      `The clock goes forward from ${from} to ${to}: the time between is left out.`,
    twice: "twice",
    hoursOfDay: (hours: number) => `${hours} hours`,
    coverage: "Coverage",
    nothingWanted: "No one is wanted",
    covered: (percent: number) => `${percent} % staffed`,
    coverageAll: (percent: number, hours: string) => `${percent} % of the work staffed, ${hours} missing`,
    coverageFull: "All work is staffed",
    coverageAt: (filled: number, wanted: number, missing: number) =>
      missing > 0 ? `${filled} of ${wanted} people, ${missing} missing` : `${filled} of ${wanted} people`,
    open: "Open shifts",
    openCount: (count: number) =>
      count === 1
        ? "1 shift lacks people"
        : count === 0
          ? "No shift lacks people"
          : `${count} shifts lack people`,
    showAll: "Show all",
    showFewer: "Show fewer",
    noTeam: "Without a team",
    groupRows: (count: number) => (count === 1 ? "1 row" : `${count} rows`),
    openGroup: (name: string) => `Show ${name}`,
    closeGroup: (name: string) => `Hide ${name}`,
    over: (by: string) => `${by} over the contract`,
    shifts: (count: number) => (count === 1 ? "1 shift" : `${count} shifts`),
    kinds: {
      available: "Available",
      preferred: "Would like to work",
      undesired: "Would rather not work",
      unavailable: "Not available",
      leave: "On leave",
    },
    closed: "The site takes no work",
    closedSoftly: "The site would rather take no work",
    status: { draft: "draft", published: "published", cancelled: "cancelled" },
    proposed: "proposed",
    proposals: (count: number) => (count === 1 ? "1 proposed" : `${count} proposed`),
    locked: "locked",
    changed: "changed since publication",
    overridden: "allowed by exception",
    filled: (filled: number, wanted: number) => `${filled} of ${wanted} people`,
    conflicts: (count: number) => (count === 1 ? "1 conflict" : `${count} conflicts`),
    notAllowed: "not allowed",
    toAvoid: "to be avoided",
    continues: { before: "began before", after: "goes on after" },
    accept: (name: string) => `Accept: ${name}`,
    reject: (name: string) => `Reject: ${name}`,
    nobody: "Nobody yet",
    loading: "The plan is loading",
    failed: "The plan could not be loaded.",
    again: "Try again",
    nothing: "No row matches the filters",
    clear: "Clear all filters",
  },
  fr: {
    plan: (from: string, to: string) => `Planning du ${from} au ${to}`,
    zone: (zone: string) => `Les heures sont celles de ${zone}`,
    week: (number: number) => `Semaine ${number}`,
    heads: { collaborator: "Personnes", site: "Sites", mission: "Missions", role: "Rôles" },
    goesBack: (from: string, to: string) =>
      `L’heure recule de ${from} à ${to} : le temps entre les deux passe deux fois.`,
    goesForward: (from: string, to: string) =>
      `L’heure avance de ${from} à ${to} : le temps entre les deux n’existe pas.`,
    twice: "2 fois",
    hoursOfDay: (hours: number) => `${hours} heures`,
    coverage: "Couverture",
    nothingWanted: "Aucun besoin",
    covered: (percent: number) => `${percent} % pourvu`,
    coverageAll: (percent: number, hours: string) => `${percent} % du travail est pourvu, il manque ${hours}`,
    coverageFull: "Tout le travail est pourvu",
    coverageAt: (filled: number, wanted: number, missing: number) =>
      missing > 0
        ? `${filled} sur ${wanted} personnes, ${missing} manquante${missing > 1 ? "s" : ""}`
        : `${filled} sur ${wanted} personnes`,
    open: "Shifts à pourvoir",
    openCount: (count: number) =>
      count === 0
        ? "Aucun shift à pourvoir"
        : count === 1
          ? "1 shift manque de personnel"
          : `${count} shifts manquent de personnel`,
    showAll: "Tout afficher",
    showFewer: "Afficher moins",
    noTeam: "Sans équipe",
    groupRows: (count: number) => (count === 1 ? "1 ligne" : `${count} lignes`),
    openGroup: (name: string) => `Afficher ${name}`,
    closeGroup: (name: string) => `Masquer ${name}`,
    over: (by: string) => `${by} au-delà du contrat`,
    shifts: (count: number) => (count <= 1 ? `${count} shift` : `${count} shifts`),
    kinds: {
      available: "Disponible",
      preferred: "Souhaite travailler",
      undesired: "Préfère ne pas travailler",
      unavailable: "Indisponible",
      leave: "En congé",
    },
    closed: "Le site n’accueille aucun travail",
    closedSoftly: "Le site préfère n’accueillir aucun travail",
    status: { draft: "brouillon", published: "publié", cancelled: "annulé" },
    proposed: "proposé",
    proposals: (count: number) => (count === 1 ? "1 proposé" : `${count} proposés`),
    locked: "verrouillé",
    changed: "modifié depuis la publication",
    overridden: "autorisé par dérogation",
    filled: (filled: number, wanted: number) => `${filled} sur ${wanted} personnes`,
    conflicts: (count: number) => (count === 1 ? "1 conflit" : `${count} conflits`),
    notAllowed: "interdit",
    toAvoid: "à éviter",
    continues: { before: "commencé avant", after: "se poursuit après" },
    accept: (name: string) => `Accepter : ${name}`,
    reject: (name: string) => `Refuser : ${name}`,
    nobody: "Personne encore",
    loading: "Le planning se charge",
    failed: "Le planning n’a pas pu être chargé.",
    again: "Réessayer",
    nothing: "Aucune ligne ne correspond aux filtres",
    clear: "Effacer tous les filtres",
  },
};

export type CanvasTexts = (typeof TEXTS)["en"];
