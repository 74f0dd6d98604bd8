/** The options of a run, each with a sentence on what it does. */
const number = (locale: string) => (value: number) => value.toLocaleString(locale);
const [en, fr] = [number("en-GB"), number("fr-FR")];

export const OPTIONS = {
  en: {
    leastChange: "Change as little as possible",
    leastChangeHint:
      "After an absence or a moved shift: earlier proposals are given up only where a seat would stay empty.",
    keepMinima: "Keep contract minima",
    keepMinimaHint:
      "A contract’s fewest days in a row and of rest count as binding, even if seats stay empty for it.",
    advanced: "Advanced: weights and limits",
    changed: (count: number) => (count === 1 ? "1 changed" : `${count} changed`),
    weightsIntro:
      "What is wanted more than something else weighs more points. Empty: as usual. 0: does not count.",
    limits: "Limits",
    weights: "Weights",
    reset: "As usual again",
    byItself: "found by itself, from 1,000 on",
    noNumber: "Write a number, such as 0.5.",
    noWhole: "Write a whole number.",
    between: (least: number, most: number) => `Write a number between ${en(least)} and ${en(most)}.`,
    mend: "Some options cannot be taken: see below.",
    of: {
      missing: {
        label: "Missing people",
        hint: "Each empty seat, times the weight of its shift. Usually so heavy that none stays empty for anything else.",
      },
      soft: {
        label: "Soft rules",
        hint: "Each soft conflict, times its weight. Higher: rather one conflict less than an even load.",
      },
      surplus: {
        label: "People too many",
        hint: "Each person beyond the headcount of a shift that may take more.",
      },
      wishes: {
        label: "Wishes",
        hint: "Each wish to work that is not met, times its weight. Higher: people get their days more often.",
      },
      change: {
        label: "Earlier proposals",
        hint: "Each earlier proposal that is given up. Higher: a new run alters less.",
      },
      nights: {
        label: "Nights",
        hint: "Each night beyond a person’s fair share, counted with the four weeks before.",
      },
      weekends: { label: "Weekends", hint: "Each weekend beyond a person’s fair share." },
      hours: {
        label: "Hours",
        hint: "Each hour beyond the fair share by contract, twice that when it is far beyond it.",
      },
      continuity: {
        label: "Continuity",
        hint: "Work on a mission or at a site that is new to the person. Higher: teams stay together.",
      },
    },
    whole: {
      patience: {
        label: "Patience, in seconds",
        hint: "Ends after so long without anything better. Empty: a third of the time limit at most.",
      },
      steps: {
        label: "Steps",
        hint: "Ends after so many steps, so that the same question gets the same answer on any machine.",
      },
      seed: { label: "Seed", hint: "Another number breaks ties otherwise. The same one repeats a run." },
    },
  },
  fr: {
    leastChange: "Changer le moins possible",
    leastChangeHint:
      "Après une absence ou un shift déplacé : une proposition n’est abandonnée que si une place restait vide.",
    keepMinima: "Tenir les minimums des contrats",
    keepMinimaHint:
      "Le minimum de jours d’affilée et de repos d’un contrat s’impose, même si des places restent vides.",
    advanced: "Avancé : poids et limites",
    changed: (count: number) => (count === 1 ? "1 modifié" : `${count} modifiés`),
    weightsIntro:
      "Ce qui compte plus qu’autre chose pèse plus de points. Vide : comme d’habitude. 0 : ne compte pas.",
    limits: "Limites",
    weights: "Poids",
    reset: "Revenir à l’habitude",
    byItself: "fixé tout seul, à partir de 1 000",
    noNumber: "Écrivez un nombre, par exemple 0,5.",
    noWhole: "Écrivez un nombre entier.",
    between: (least: number, most: number) => `Écrivez un nombre entre ${fr(least)} et ${fr(most)}.`,
    mend: "Certaines options ne conviennent pas : voir ci-dessous.",
    of: {
      missing: {
        label: "Personnes manquantes",
        hint: "Chaque place vide, fois le poids de son shift. D’habitude si lourd qu’aucune ne reste vide pour autre chose.",
      },
      soft: {
        label: "Règles souples",
        hint: "Chaque conflit souple, fois son poids. Plus haut : plutôt un conflit de moins qu’une charge égale.",
      },
      surplus: {
        label: "Personnes en trop",
        hint: "Chaque personne au-delà de l’effectif d’un shift qui peut en prendre plus.",
      },
      wishes: {
        label: "Souhaits",
        hint: "Chaque souhait de travail non satisfait, fois son poids. Plus haut : chacun a plus souvent ses jours.",
      },
      change: {
        label: "Propositions précédentes",
        hint: "Chaque proposition précédente abandonnée. Plus haut : un nouveau calcul change moins.",
      },
      nights: {
        label: "Nuits",
        hint: "Chaque nuit au-delà de la juste part d’une personne, avec les quatre semaines d’avant.",
      },
      weekends: { label: "Week-ends", hint: "Chaque week-end au-delà de la juste part d’une personne." },
      hours: {
        label: "Heures",
        hint: "Chaque heure au-delà de la juste part selon le contrat, le double très au-delà.",
      },
      continuity: {
        label: "Continuité",
        hint: "Le travail sur une mission ou un site nouveaux pour la personne. Plus haut : les équipes restent ensemble.",
      },
    },
    whole: {
      patience: {
        label: "Patience, en secondes",
        hint: "Finit après ce temps sans rien de mieux. Vide : au plus un tiers du temps maximal.",
      },
      steps: {
        label: "Étapes",
        hint: "Finit après ce nombre d’étapes : la même question a la même réponse sur toute machine.",
      },
      seed: {
        label: "Graine",
        hint: "Un autre nombre départage autrement les égalités. Le même répète un calcul.",
      },
    },
  },
};

export type OptionTexts = (typeof OPTIONS)["en"];
