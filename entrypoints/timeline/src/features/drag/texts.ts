import type { Refusal } from "@/plan/moves";

export const TEXTS = {
  en: {
    move: (what: string) => `Move ${what}`,
    copy: (what: string) => `Copy ${what}`,
    resize: (what: string) => `Change the times of ${what}`,
    assign: (person: string, what: string) => `Assign ${person} to ${what}`,
    reassign: (person: string, what: string) => `Give ${what} to ${person}`,
    free: (what: string) => `Free ${what}`,
    several: (count: number) => (count === 1 ? "one shift" : `${count} shifts`),
    theShift: (role: string, day: string) => `${role}, ${day}`,
    asking: "Checking…",
    fine: "Fits",
    warned: (count: number) => (count === 1 ? "One warning" : `${count} warnings`),
    refused: "Not possible",
    more: (count: number) => `and ${count} more`,
    affects: (count: number) => `Moves the shift for ${count} people`,
    dropOnShift: "Drop on a shift",
    refusal: (one: Refusal): string =>
      ({
        locked: `${one.name} is locked on this shift. Unlock first.`,
        cancelled: `${one.name}: a cancelled shift does not change. Restore it first.`,
        "already-there": `${one.name} is on this shift already.`,
        "site-not-of-mission": `${one.name} is not a site of the mission ${missionOf(one)}.`,
        "role-not-of-mission": `${one.name} is not a role of the mission ${missionOf(one)}.`,
      })[one.why],
  },
  fr: {
    move: (what: string) => `Déplacer ${what}`,
    copy: (what: string) => `Copier ${what}`,
    resize: (what: string) => `Changer les horaires de ${what}`,
    assign: (person: string, what: string) => `Affecter ${person} à ${what}`,
    reassign: (person: string, what: string) => `Donner ${what} à ${person}`,
    free: (what: string) => `Libérer ${what}`,
    several: (count: number) => (count === 1 ? "un shift" : `${count} shifts`),
    theShift: (role: string, day: string) => `${role}, ${day}`,
    asking: "Vérification…",
    fine: "Convient",
    warned: (count: number) => (count === 1 ? "Un avertissement" : `${count} avertissements`),
    refused: "Impossible",
    more: (count: number) => `et ${count} de plus`,
    affects: (count: number) => `Déplace le shift pour ${count} personnes`,
    dropOnShift: "Déposer sur un shift",
    refusal: (one: Refusal): string =>
      ({
        locked: `${one.name} est verrouillé sur ce shift. Déverrouillez d’abord.`,
        cancelled: `${one.name} : un shift annulé ne change pas. Rétablissez-le d’abord.`,
        "already-there": `${one.name} est déjà sur ce shift.`,
        "site-not-of-mission": `${one.name} n’est pas un site de la mission ${missionOf(one)}.`,
        "role-not-of-mission": `${one.name} n’est pas un rôle de la mission ${missionOf(one)}.`,
      })[one.why],
  },
};

export type DragTexts = (typeof TEXTS)["en"];

function missionOf(one: Refusal): string {
  return "mission" in one ? one.mission : "";
}
