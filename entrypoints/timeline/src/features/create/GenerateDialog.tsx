import { useState } from "react";

import { sentenceOf } from "@/api/client";
import { ProblemError } from "@/api/problem";
import { useGenerate } from "@/api/queries/useGenerate";
import { useShiftTemplates } from "@/api/queries/useShiftTemplates";
import style from "@/features/create/create.module.css";
import { daysOfWindow } from "@/features/create/fitting";
import { TEXTS } from "@/features/create/texts";
import { addDays } from "@/geometry/calendar";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { tell } from "@/state/notices";
import { PickMany } from "@/ui/Combobox";
import { FieldRow } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { TextField } from "@/ui/TextField";

interface GenerateDialogProps {
  readonly plan: Plan;
  readonly zone: string;
  readonly onClose: () => void;
}

/** Shifts of a period from templates. */
export function GenerateDialog({ plan, zone, onClose }: GenerateDialogProps) {
  const texts = useTexts(TEXTS);
  const shown = daysOfWindow(plan.window, zone);
  const [from, setFrom] = useState(shown.from);
  const [until, setUntil] = useState(addDays(shown.to, -1));
  const [chosen, setChosen] = useState<string[]>([]);
  const templates = useShiftTemplates().data ?? [];
  const generate = useGenerate();
  const backwards = from !== "" && until !== "" && until < from;
  const complete = from !== "" && until !== "" && !backwards;

  const make = async () => {
    try {
      const made = await generate.mutateAsync({ from, to: addDays(until, 1), template_ids: chosen });
      onClose();
      const lines = made.new_conflicts.length > 0 ? [texts.broke(made.new_conflicts.length)] : [];
      const title = made.items.length === 0 ? texts.nothingMade : texts.made(made.items.length);
      tell({ tone: made.items.length === 0 ? "info" : "done", title, lines });
    } catch (error) {
      tell({ tone: "refused", title: texts.refused, lines: reasons(error) });
    }
  };

  return (
    <FormDialog
      title={texts.generate}
      action={generate.isPending ? texts.making : texts.make}
      ready={complete && !generate.isPending}
      onSubmit={() => void make()}
      onClose={onClose}
    >
      <p className={style.quiet}>{texts.generateLead}</p>
      <FieldRow>
        <TextField label={texts.from} type="date" value={from} onChange={setFrom} />
        <TextField
          label={texts.until}
          type="date"
          value={until}
          onChange={setUntil}
          error={backwards ? texts.wrongPeriod : null}
        />
      </FieldRow>
      <PickMany
        label={texts.which}
        options={templates.map((one) => ({ value: one.id, label: one.name }))}
        value={chosen}
        onChange={setChosen}
        placeholder={texts.all}
      />
    </FormDialog>
  );
}

function reasons(error: unknown): string[] {
  if (!(error instanceof ProblemError)) return [sentenceOf(error)];
  const conflicts = error.body?.conflicts?.map((one) => one.message) ?? [];
  return conflicts.length > 0 ? conflicts.slice(0, 4) : [error.message];
}
