import {
  CalendarOff,
  CalendarPlus,
  Heart,
  HeartOff,
  Palmtree,
  Pencil,
  Trash2,
  CalendarCheck,
} from "lucide-react";
import { useState } from "react";

import {
  useAvailabilityOf,
  useDeleteAvailability,
  useSaveAvailability,
  type AvailabilityRecord,
} from "@/api/queries/useAvailability";
import { useMay } from "@/api/queries/useMe";
import { useShiftTemplates } from "@/api/queries/useShiftTemplates";
import { AvailabilityDialog } from "@/features/people/AvailabilityDialog";
import style from "@/features/people/people.module.css";
import { sentencesOf } from "@/features/people/refusals";
import { TEXTS } from "@/features/people/texts";
import { timeOf } from "@/features/people/timeWords";
import { useLanguage, useTexts } from "@/i18n/language";
import type { AvailabilityKind, Collaborator, Plan } from "@/plan/model";
import { tell } from "@/state/notices";
import { Button, IconButton } from "@/ui/Button";

const SIGNS = {
  leave: Palmtree,
  unavailable: CalendarOff,
  available: CalendarCheck,
  preferred: Heart,
  undesired: HeartOff,
} satisfies Record<AvailabilityKind, unknown>;

interface AvailabilityListProps {
  readonly plan: Plan;
  /** Zone of the person, in which their days begin. */
  readonly zone: string;
  /** Zone in which the page shows times. */
  readonly shownIn: string;
  readonly person: Collaborator;
}

/** What is said of a person's time from the period shown on: leave, absences, availability, wishes. */
export function AvailabilityList({ plan, zone, shownIn, person }: AvailabilityListProps) {
  const texts = useTexts(TEXTS);
  const mayWrite = useMay("write");
  const [opened, setOpened] = useState<AvailabilityRecord | "new" | null>(null);
  const listed = useAvailabilityOf(person.id, plan.window.from, plan.sequence);
  const sorted = [...(listed.data ?? [])].sort(
    (a, b) => Number(a.recurrence !== null) - Number(b.recurrence !== null) || startOf(a) - startOf(b),
  );
  return (
    <section className={style.time} aria-label={texts.availability}>
      <header className={style.sub}>
        <h3>{texts.availability}</h3>
        {mayWrite && (
          <Button onClick={() => setOpened("new")}>
            <CalendarPlus size={14} aria-hidden />
            {texts.add}
          </Button>
        )}
      </header>
      {listed.data && sorted.length === 0 && <p className={style.quiet}>{texts.nothingSaid}</p>}
      {listed.error && <p role="alert">{texts.failed}</p>}
      <ul className={style.times}>
        {sorted.map((one) => (
          <Item
            key={one.id}
            record={one}
            person={person}
            zone={shownIn}
            mayWrite={mayWrite}
            onEdit={() => setOpened(one)}
          />
        ))}
      </ul>
      {opened !== null && (
        <AvailabilityDialog
          plan={plan}
          zone={zone}
          person={person}
          existing={opened === "new" ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </section>
  );
}

function startOf(record: AvailabilityRecord): number {
  return record.starts_at === null ? 0 : Date.parse(record.starts_at);
}

interface ItemProps {
  readonly record: AvailabilityRecord;
  readonly person: Collaborator;
  readonly zone: string;
  readonly mayWrite: boolean;
  readonly onEdit: () => void;
}

function Item({ record, person, zone, mayWrite, onEdit }: ItemProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const remove = useRemove(record, person);
  const templates = useShiftTemplates(record.template_id !== null).data;
  const template = templates?.find((one) => one.id === record.template_id)?.name;
  const Sign = SIGNS[record.kind];
  const kind = texts.kinds[record.kind];
  return (
    <li className={style.item}>
      <Sign size={15} aria-hidden className={style[record.kind]} />
      <div className={style.text}>
        <p className={style.name}>{kind}</p>
        <p>{timeOf(record, zone, language, texts)}</p>
        {template !== undefined && (
          <p className={style.quiet}>
            {texts.template} {template}
          </p>
        )}
        {record.reason !== null && <p className={style.reason}>{record.reason}</p>}
      </div>
      {mayWrite && (
        <span className={style.tools}>
          <IconButton label={`${texts.change}: ${kind}`} onClick={onEdit}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={`${texts.remove}: ${kind}`} onClick={() => void remove()}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </span>
      )}
    </li>
  );
}

/** Deletes at once; the notice offers to take it back. */
function useRemove(record: AvailabilityRecord, person: Collaborator) {
  const texts = useTexts(TEXTS);
  const remove = useDeleteAvailability().mutateAsync;
  const save = useSaveAvailability().mutateAsync;
  return async () => {
    try {
      await remove(record);
    } catch (error) {
      tell({ tone: "refused", title: texts.refused, lines: sentencesOf(error, texts) });
      return;
    }
    tell({
      tone: "done",
      title: texts.removedTime(texts.kinds[record.kind], person.name),
      action: {
        label: texts.undo,
        run: () => {
          save({ existing: null, body: record, key: crypto.randomUUID() }).catch((error: unknown) =>
            tell({ tone: "refused", title: texts.refused, lines: sentencesOf(error, texts) }),
          );
        },
      },
    });
  };
}
