import { CircleCheck, OctagonAlert } from "lucide-react";

import type { usePublishPreview } from "@/api/queries/usePublishPreview";
import { useRules } from "@/api/queries/useRules";
import { usePointOut } from "@/features/conflicts/usePointOut";
import { isEmpty } from "@/features/publish/differences";
import { Differences } from "@/features/publish/Differences";
import style from "@/features/publish/Publish.module.css";
import { TEXTS } from "@/features/publish/texts";
import { useTexts } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { useDialogs } from "@/state/dialogs";
import { Button } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";
import { VirtualList } from "@/ui/VirtualList";

interface PublishPreviewProps {
  readonly preview: ReturnType<typeof usePublishPreview>;
  readonly plan: Plan;
}

/** What stands in the way, what is let through, what differs. */
export function PublishPreview({ preview, plan }: PublishPreviewProps) {
  const texts = useTexts(TEXTS);
  if (preview.error) {
    return (
      <div className={style.refusal} role="alert">
        <p>
          <strong>{texts.failed}.</strong> {preview.error.message}
        </p>
        <Button onClick={() => void preview.refetch()}>{texts.again}</Button>
      </div>
    );
  }
  if (!preview.data) return <p className={style.waiting}>{texts.comparing}</p>;
  const { conflicts, diff } = preview.data;
  return (
    <div className={style.preview} aria-busy={preview.isFetching}>
      <Blockers conflicts={conflicts.filter((one) => one.type === "hard" && !one.overridden)} />
      <LetThrough conflicts={conflicts.filter((one) => one.type === "soft" || one.overridden)} />
      <section aria-label={texts.differences}>
        <h3 className={style.title}>{texts.differences}</h3>
        {isEmpty(diff) ? (
          <p className={style.waiting}>{texts.nothing}</p>
        ) : (
          <Differences diff={diff} plan={plan} />
        )}
      </section>
    </div>
  );
}

function Blockers({ conflicts }: { conflicts: readonly Conflict[] }) {
  const texts = useTexts(TEXTS);
  const rules = useRules().data;
  const hide = useDialogs((state) => state.hide);
  const pointOut = usePointOut();
  if (conflicts.length === 0) {
    return (
      <p className={style.clear}>
        <CircleCheck size={16} aria-hidden /> {texts.noBlockers}
      </p>
    );
  }
  return (
    <section aria-label={texts.blockers(conflicts.length)}>
      <h3 className={style.blocked}>
        <OctagonAlert size={16} aria-hidden /> {texts.blockers(conflicts.length)}
      </h3>
      <p className={style.waiting}>{texts.blockersWhy}</p>
      <VirtualList
        className={style.blockers}
        label={texts.blockers(conflicts.length)}
        items={conflicts}
        keyOf={(one) => one.fingerprint}
        estimate={() => 56}
        render={(one) => (
          <div className={style.blocker}>
            <div className={style.blockerRow}>
              <ConflictLine conflict={one} legalSource={rules?.get(one.rule)?.legal_source} />
              <Button
                data-main
                aria-label={`${texts.show}: ${one.message}`}
                onClick={() => {
                  hide();
                  pointOut(one);
                }}
              >
                {texts.show}
              </Button>
            </div>
          </div>
        )}
      />
    </section>
  );
}

/** What does not hinder: soft findings and exceptions, told and listed on demand. */
function LetThrough({ conflicts }: { conflicts: readonly Conflict[] }) {
  const texts = useTexts(TEXTS);
  if (conflicts.length === 0) return null;
  const exceptions = conflicts.filter((one) => one.overridden).length;
  const soft = conflicts.length - exceptions;
  const title = [soft > 0 && texts.softOnes(soft), exceptions > 0 && texts.exceptions(exceptions)];
  return (
    <details className={style.through}>
      <summary>{title.filter(Boolean).join(" · ")}</summary>
      <VirtualList
        className={style.blockers}
        still
        label={texts.softOnes(soft)}
        items={conflicts}
        keyOf={(one) => one.fingerprint}
        estimate={() => 48}
        render={(one) => (
          <div className={style.blocker}>
            <ConflictLine conflict={one} />
          </div>
        )}
      />
    </details>
  );
}
