import { usePublicationDiff } from "@/api/queries/usePublicationDiff";
import { isEmpty } from "@/features/publish/differences";
import { Differences } from "@/features/publish/Differences";
import style from "@/features/publish/Publish.module.css";
import { TEXTS } from "@/features/publish/texts";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { usePlan } from "@/view/usePlan";

interface CompareDialogProps {
  readonly pair: { readonly from: number; readonly to: number };
  readonly onClose: () => void;
}

/** What the published plan became between two versions. */
export function CompareDialog({ pair, onClose }: CompareDialogProps) {
  const texts = useTexts(TEXTS);
  const { plan } = usePlan();
  const diff = usePublicationDiff(pair.from, pair.to);
  return (
    <Dialog title={texts.compared(pair.from, pair.to)} open wide onClose={onClose}>
      {diff.isPending && <p className={style.waiting}>{texts.comparing}</p>}
      {diff.error && (
        <div className={style.refusal} role="alert">
          <p>{diff.error.message}</p>
          <Button onClick={() => void diff.refetch()}>{texts.again}</Button>
        </div>
      )}
      {diff.data &&
        plan &&
        (isEmpty(diff.data) ? <p>{texts.alike}</p> : <Differences diff={diff.data} plan={plan} />)}
    </Dialog>
  );
}
