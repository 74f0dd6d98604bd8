import { Popover } from "@base-ui/react/popover";
import { useEffect, useMemo } from "react";

import { CreateForm } from "@/features/create/CreateForm";
import style from "@/features/create/create.module.css";
import { usualSpan } from "@/features/create/fitting";
import { GenerateDialog } from "@/features/create/GenerateDialog";
import { TEXTS } from "@/features/create/texts";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { useCreating, type AskedCreation } from "@/state/creating";
import { useDialogs } from "@/state/dialogs";
import { Dialog } from "@/ui/Dialog";
import popup from "@/ui/Popup.module.css";
import { usePlan } from "@/view/usePlan";

/** What a shift shall be, asked where it was dragged out on the plan or, without a pointer, in a window. */
export function CreateMenu() {
  const { asked, done, ask } = useCreating();
  const { open, hide } = useDialogs();
  const { plan, zone, date } = usePlan();

  // The toolbar asks by the dialog's name; from here on it is as if the key had been pressed.
  useEffect(() => {
    if (open !== "create") return;
    hide();
    ask({ ...usualSpan(date, zone), row: null, anchor: null });
  }, [open, hide, ask, date, zone]);

  return (
    <>
      {plan &&
        asked &&
        (asked.anchor ? (
          <AtAnchor plan={plan} asked={asked} zone={zone} />
        ) : (
          <InWindow plan={plan} asked={asked} zone={zone} onClose={done} />
        ))}
      {plan && open === "generate" && <GenerateDialog plan={plan} zone={zone} onClose={hide} />}
    </>
  );
}

interface MenuProps {
  readonly plan: Plan;
  readonly asked: AskedCreation;
  readonly zone: string;
}

function AtAnchor({ plan, asked, zone }: MenuProps) {
  const texts = useTexts(TEXTS);
  const done = useCreating((state) => state.done);
  const anchor = useMemo(() => virtualAnchor(asked), [asked]);
  return (
    <Popover.Root open onOpenChange={(open) => !open && done()}>
      <Popover.Portal>
        <Popover.Positioner
          className={popup.over}
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          <Popover.Popup className={`${popup.popup} ${style.menu}`} aria-label={texts.title}>
            <CreateForm plan={plan} asked={asked} zone={zone} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function virtualAnchor({ anchor }: AskedCreation) {
  const { left, top, right, bottom } = anchor ?? { left: 0, top: 0, right: 0, bottom: 0 };
  return { getBoundingClientRect: () => new DOMRect(left, top, right - left, bottom - top) };
}

function InWindow({ plan, asked, zone, onClose }: MenuProps & { readonly onClose: () => void }) {
  const texts = useTexts(TEXTS);
  return (
    <Dialog title={texts.title} open onClose={onClose}>
      <CreateForm plan={plan} asked={asked} zone={zone} bare />
    </Dialog>
  );
}
