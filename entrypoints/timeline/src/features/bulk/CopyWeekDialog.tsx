import { useMemo, useState } from "react";
import { useQueryClient } from "@tanstack/react-query";

import { ProblemError } from "@/api/problem";
import { useCopyShifts } from "@/api/queries/useCopyShifts";
import { refreshTimeline } from "@/api/queries/useTimeline";
import style from "@/features/bulk/SelectionBar.module.css";
import { TEXTS, type BulkTexts } from "@/features/bulk/texts";
import { runOver, type WeekAsked } from "@/features/bulk/outside";
import { sentences } from "@/features/edits/sentences";
import { TEXTS as EDIT_TEXTS } from "@/features/edits/texts";
import { periodTitle, weekNumber } from "@/features/filters/period";
import { addDays, monday, startOfDay } from "@/geometry/calendar";
import { useLanguage, useTexts, type Language } from "@/i18n/language";
import { newId } from "@/plan/changes";
import { useDialogs } from "@/state/dialogs";
import { tell } from "@/state/notices";
import { CheckField } from "@/ui/CheckField";
import { FormDialog } from "@/ui/FormDialog";
import { SelectField, type Option } from "@/ui/SelectField";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";

const WEEKS_BEFORE = 8;
const WEEKS_AFTER = 26;

/** A week's shifts as drafts in another week. */
export function CopyWeekDialog() {
  const texts = useTexts(TEXTS);
  const { open, hide } = useDialogs();
  const { date } = usePlan();
  if (open !== "copy-week") return null;
  return <Asked key={date} date={date} onClose={hide} title={texts.copyWeekTitle} />;
}

interface AskedProps {
  readonly date: string;
  readonly title: string;
  readonly onClose: () => void;
}

function Asked({ date, title, onClose }: AskedProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const view = useView();
  const narrowed = view.siteIds.length + view.missionIds.length > 0;
  const [from, setFrom] = useState(monday(date));
  const [onto, setOnto] = useState(addDays(monday(date), 7));
  const [withPeople, setWithPeople] = useState(false);
  const [onlyFiltered, setOnlyFiltered] = useState(narrowed);
  const weeks = useMemo(() => weeksAround(monday(date), language, texts), [date, language, texts]);
  const copy = useCopy(onClose);
  return (
    <FormDialog
      title={title}
      action={copy.pending ? texts.copying : texts.doCopy}
      ready={!copy.pending && from !== onto}
      onSubmit={() => copy.start({ from, onto, withPeople, onlyFiltered: narrowed && onlyFiltered })}
      onClose={onClose}
    >
      <SelectField label={texts.from} value={from} options={weeks} onChange={setFrom} />
      <SelectField label={texts.onto} value={onto} options={weeks} onChange={setOnto} />
      <CheckField label={texts.withPeople} checked={withPeople} onChange={setWithPeople} />
      <p className={style.hint}>{texts.withPeopleHint}</p>
      {narrowed && (
        <CheckField label={texts.onlyFiltered} checked={onlyFiltered} onChange={setOnlyFiltered} />
      )}
      {copy.refusal.length > 0 && (
        <div className={style.refusal} role="alert">
          <strong>{texts.notCopied}</strong>
          <ul>
            {copy.refusal.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </FormDialog>
  );
}

interface Wanted {
  readonly from: string;
  readonly onto: string;
  readonly withPeople: boolean;
  readonly onlyFiltered: boolean;
}

interface Sent {
  readonly asked: string;
  readonly key: string;
  readonly week: WeekAsked | null;
}

/** Something in a shift itself was refused, not what the rules say of it. */
function hasFaults(error: unknown): boolean {
  return error instanceof ProblemError && (error.body?.errors?.length ?? 0) > 0;
}

function useCopy(onDone: () => void) {
  const texts = useTexts(TEXTS);
  const editTexts = useTexts(EDIT_TEXTS);
  const { plan, zone } = usePlan();
  const view = useView();
  const client = useQueryClient();
  const request = useCopyShifts();
  // The key stays for as long as the same is asked: a second try after a lost answer copies nothing twice.
  const [sent, setSent] = useState<Sent>({ asked: "", key: "", week: null });

  function start(wanted: Wanted): void {
    const { from, onto, withPeople, onlyFiltered } = wanted;
    const instant = (day: string) => new Date(startOfDay(day, zone)).toISOString();
    const body = {
      from: instant(from),
      to: instant(addDays(from, 7)),
      onto: instant(onto),
      with_assignments: withPeople,
      site_ids: onlyFiltered ? [...view.siteIds] : [],
      mission_ids: onlyFiltered ? [...view.missionIds] : [],
    };
    const asked = JSON.stringify(body);
    const key = sent.asked === asked ? sent.key : newId();
    setSent({ asked, key, week: { from, onto, siteIds: body.site_ids, missionIds: body.mission_ids } });
    request.mutate(
      { body, key },
      {
        onSuccess(made) {
          void refreshTimeline(client);
          onDone();
          // New shifts lack people until somebody is put on them: that goes without saying.
          const found = made.new_conflicts.filter((one) => one.rule !== "understaffed").length;
          tell({
            tone: "done",
            title: texts.made(made.items.length),
            lines: made.items.length === 0 ? [] : [found === 0 ? texts.noneFound : texts.found(found)],
            action: { label: texts.show, run: () => changeView({ date: onto }, true) },
          });
        },
      },
    );
  }

  function refusal(): string[] {
    if (!request.error) return [];
    const over = plan && sent.week && hasFaults(request.error) ? runOver(plan, sent.week, zone) : [];
    if (over.length === 0) return sentences(request.error, editTexts, zone);
    return [...over.map((one) => texts.runOver(one.mission.name, one.shifts)), texts.runOverHelp];
  }

  return {
    start,
    pending: request.isPending,
    refusal: refusal(),
  };
}

function weeksAround(first: string, language: Language, texts: BulkTexts): Option[] {
  return Array.from({ length: WEEKS_BEFORE + 1 + WEEKS_AFTER }, (_, i) => {
    const day = addDays(first, 7 * (i - WEEKS_BEFORE));
    return { value: day, label: texts.week(weekNumber(day), periodTitle("week", day, language)) };
  });
}
