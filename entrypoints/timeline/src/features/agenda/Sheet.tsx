import { Dialog as Base } from "@base-ui/react/dialog";
import { Suspense } from "react";

import { ErrorBoundary } from "@/app/ErrorBoundary";
import { ShiftPanel } from "@/app/parts";
import style from "@/features/agenda/Agenda.module.css";
import { TEXTS } from "@/features/agenda/texts";
import { useTexts } from "@/i18n/language";
import { useSelection } from "@/state/selection";
import dialog from "@/ui/Dialog.module.css";

/** The shift that is open, over the day's list. */
export function Sheet() {
  const texts = useTexts(TEXTS);
  const { panel, close } = useSelection();
  const open = panel.kind === "shift";
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && close()}>
      <Base.Portal>
        <Base.Backdrop className={dialog.backdrop} />
        <Base.Popup className={style.sheet} aria-label={texts.open("")}>
          <ErrorBoundary part="panel">
            <Suspense>{open && <ShiftPanel key={panel.shiftId} />}</Suspense>
          </ErrorBoundary>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
