import { useState } from "react";

import { ProblemError } from "@/api/problem";
import { usePublish } from "@/api/queries/usePublish";
import { usePublishPreview } from "@/api/queries/usePublishPreview";
import { isEmpty } from "@/features/publish/differences";
import style from "@/features/publish/Publish.module.css";
import { PublishPreview } from "@/features/publish/PublishPreview";
import { ScopeFields } from "@/features/publish/ScopeFields";
import { scopeOf, scopeShown } from "@/features/publish/scope";
import { TEXTS } from "@/features/publish/texts";
import { useTexts } from "@/i18n/language";
import { newId } from "@/plan/changes";
import type { Plan } from "@/plan/model";
import { useDialogs } from "@/state/dialogs";
import { tell } from "@/state/notices";
import { useSelection } from "@/state/selection";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextArea } from "@/ui/TextField";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

/** Blockers and differences first, then publication. */
export function PublishDialog() {
  const open = useDialogs((state) => state.open === "publish");
  const { plan } = usePlan();
  return open && plan ? <PublishWindow plan={plan} /> : null;
}

function PublishWindow({ plan }: { plan: Plan }) {
  const texts = useTexts(TEXTS);
  const view = useView();
  const { date, zone } = usePlan();
  const hide = useDialogs((state) => state.hide);
  const [draft, setDraft] = useState(() => scopeShown(view, date));
  const [note, setNote] = useState("");
  const [opened] = useState(plan.sequence);
  const scope = scopeOf(draft, zone);
  const preview = usePublishPreview(scope, plan.sequence);
  const { publish, publishing, refusal } = usePublication();
  const ready = scope !== null && preview.data !== undefined && !preview.isFetching;
  const blocked = preview.data?.would_be_refused ?? false;
  const nothing = preview.data !== undefined && isEmpty(preview.data.diff);
  return (
    <Dialog
      title={texts.publish}
      open
      wide
      onClose={hide}
      foot={
        <>
          <Button onClick={hide}>{texts.cancel}</Button>
          <Button
            look={nothing ? "plain" : "primary"}
            disabled={!ready || blocked || publishing}
            onClick={() => scope && publish({ scope, note: note.trim() === "" ? null : note.trim() })}
          >
            {publishing ? texts.publishing : nothing ? texts.publishAnyway : texts.publish}
          </Button>
        </>
      }
    >
      <div className={style.window}>
        <ScopeFields draft={draft} plan={plan} onChange={setDraft} wrong={scope === null} />
        {refusal !== null && (
          <p className={style.refusal} role="alert">
            <strong>{texts.refused}.</strong> {refusal}
          </p>
        )}
        {plan.sequence !== opened && !publishing && (
          <p className={style.moved} role="status">
            {texts.movedOn}
          </p>
        )}
        {scope && <PublishPreview preview={preview} plan={plan} />}
        <TextArea label={texts.note} placeholder={texts.notePlaceholder} value={note} onChange={setNote} />
      </div>
    </Dialog>
  );
}

type Wanted = Omit<Parameters<ReturnType<typeof usePublish>["mutate"]>[0], "key">;

/** Publishing from the window: done once, told, and closed; or why not. */
function usePublication() {
  const texts = useTexts(TEXTS);
  const hide = useDialogs((state) => state.hide);
  const openPanel = useSelection((state) => state.open);
  const publication = usePublish();
  const { variables, error } = publication;

  function publish(wanted: Wanted) {
    // What was sent and never answered may have been done: the same key finds that out. What was refused is asked anew.
    const unanswered =
      error instanceof ProblemError &&
      error.passing &&
      variables?.note === wanted.note &&
      JSON.stringify(variables.scope) === JSON.stringify(wanted.scope);
    const key = unanswered ? variables.key : newId();
    publication.mutate(
      { ...wanted, key },
      {
        onSuccess: ({ publication: made, diff }) => {
          hide();
          tell({
            tone: "done",
            title: texts.published(made.number),
            lines: [
              [
                texts.added(diff.added.length),
                texts.changed(diff.changed.length),
                texts.removed(diff.removed.length),
                texts.peopleOf(diff.people.length),
              ].join(", "),
            ],
            action: { label: texts.versions, run: () => openPanel({ kind: "versions" }) },
          });
        },
      },
    );
  }

  return { publish, publishing: publication.isPending, refusal: error === null ? null : error.message };
}
