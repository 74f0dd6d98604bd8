/** When people work outside what who is signed in may see: bars without a place or a job, and nothing to do with. */
import type { CanvasTexts } from "@/features/canvas/texts";
import type { Language } from "@/i18n/language";
import type { Plan, Window } from "@/plan/model";
import type { Row } from "@/plan/rows";
import { longDay, span } from "@/view/format";

export interface Busy extends Window {
  readonly label: string;
}

interface Context {
  readonly plan: Plan;
  readonly zone: string;
  readonly language: Language;
  readonly texts: CanvasTexts;
}

const NEVER: readonly Busy[] = [];

/** What of it stands in a row; each row's is made once, when it is first drawn. */
export function elsewhere({ plan, zone, language, texts }: Context): (row: Row) => readonly Busy[] {
  const times = new Map<string, Window[]>();
  for (const { collaboratorId, startsAt, endsAt } of plan.elsewhere) {
    const one = { from: startsAt, to: endsAt };
    const known = times.get(collaboratorId);
    if (known) known.push(one);
    else times.set(collaboratorId, [one]);
  }
  const kept = new Map<string, readonly Busy[]>();
  return (row) => {
    const own = row.kind === "collaborator" && row.id !== null ? times.get(row.id) : undefined;
    if (!own || row.id === null) return NEVER;
    let busy = kept.get(row.id);
    if (!busy) {
      busy = own.map((one) => ({
        ...one,
        label: [
          row.label,
          longDay(one.from, zone, language),
          span(one.from, one.to, zone, language),
          texts.elsewhere,
        ].join(", "),
      }));
      kept.set(row.id, busy);
    }
    return busy;
  };
}
