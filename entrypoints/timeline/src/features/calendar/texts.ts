const EN = {
  title: "Subscribe to a calendar",
  titleOf: (name: string) => `Calendar of ${name}`,
  about:
    "A secret address shows the published shifts, and nothing else, in Google, Apple or Outlook calendars. Whoever has it can read them.",
  reading: "Asking for the address…",
  none: "There is no address yet.",
  stands: (made: string, used: string | null) =>
    used === null ? `Made on ${made}, not fetched yet.` : `Made on ${made}, last fetched on ${used}.`,
  make: "Make an address",
  renew: "Renew the address",
  renewHint: "The earlier address stops working at once.",
  end: "Take it back",
  address: "Address",
  once: "Copy it now: it is not shown again.",
  copy: "Copy the address",
  copied: "Address copied",
  notCopied: "The browser did not let it be copied: select it and copy it by hand.",
};

const FR: typeof EN = {
  title: "S’abonner au calendrier",
  titleOf: (name) => `Calendrier de ${name}`,
  about:
    "Une adresse secrète montre les shifts publiés, et rien d’autre, dans les calendriers Google, Apple ou Outlook. Quiconque la possède peut les lire.",
  reading: "Lecture de l’adresse…",
  none: "Il n’y a pas encore d’adresse.",
  stands: (made, used) =>
    used === null
      ? `Créée le ${made}, pas encore lue.`
      : `Créée le ${made}, lue pour la dernière fois le ${used}.`,
  make: "Créer une adresse",
  renew: "Renouveler l’adresse",
  renewHint: "L’adresse précédente cesse aussitôt de fonctionner.",
  end: "La retirer",
  address: "Adresse",
  once: "Copiez-la maintenant : elle ne sera plus montrée.",
  copy: "Copier l’adresse",
  copied: "Adresse copiée",
  notCopied: "Le navigateur n’a pas permis la copie : sélectionnez-la et copiez-la à la main.",
};

export const TEXTS = { en: EN, fr: FR };
