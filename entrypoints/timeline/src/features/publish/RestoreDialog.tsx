import { useState } from "react";

import { ProblemError } from "@/api/problem";
import { usePublication } from "@/api/queries/usePublication";
import type { Publication } from "@/api/queries/usePublications";
import { useRestore } from "@/api/queries/useRestore";
import style from "@/features/publish/Publish.module.css";
import { TEXTS } from "@/features/publish/texts";
import { useTexts } from "@/i18n/language";
import { newId } from "@/plan/changes";
import { tell } from "@/state/notices";
import { ConflictLine } from "@/ui/ConflictLine";
import { FormDialog } from "@/ui/FormDialog";

const MOST_SHOWN = 5;

/** Says what putting a version back does before it is done, and why it was refused. */
export function RestoreDialog({ version, onClose }: { version: Publication; onClose: () => void }) {
  const texts = useTexts(TEXTS);
  const { number } = version;
  const whole = usePublication(number).data;
  const restore = useRestore();
  // What was refused is asked anew, what was never answered with the same key: it is done once.
  const [key, setKey] = useState(newId);
  const people = new Set(
    whole?.snapshot.flatMap((one) => one.assignments.map((assignment) => assignment.collaborator_id)),
  );
  const run = () =>
    restore.mutate(
      { number, key },
      {
        onSuccess: () => {
          onClose();
          tell({ tone: "done", title: texts.restored(number) });
        },
        onError: (error) => {
          if (!(error instanceof ProblemError && error.passing)) setKey(newId());
        },
      },
    );
  return (
    <FormDialog
      title={texts.restoreTitle(number)}
      action={restore.isPending ? texts.restoring : texts.restoreNow}
      ready={!restore.isPending}
      onSubmit={run}
      onClose={onClose}
    >
      {whole && <p>{texts.restoreHolds(whole.snapshot.length, people.size)}</p>}
      <p>{texts.restoreWhat}</p>
      {restore.error && <Refusal number={number} error={restore.error} />}
    </FormDialog>
  );
}

function Refusal({ number, error }: { number: number; error: Error }) {
  const texts = useTexts(TEXTS);
  const conflicts = error instanceof ProblemError ? (error.body?.conflicts ?? []) : [];
  const rest = conflicts.length - MOST_SHOWN;
  return (
    <div className={style.reasons} role="alert">
      <p className={style.refusal}>
        <strong>{texts.notRestored(number)}.</strong> {error.message}
      </p>
      {conflicts.slice(0, MOST_SHOWN).map((one) => (
        <ConflictLine key={one.fingerprint} conflict={one} />
      ))}
      {rest > 0 && <p className={style.small}>{texts.andMore(rest)}</p>}
    </div>
  );
}
