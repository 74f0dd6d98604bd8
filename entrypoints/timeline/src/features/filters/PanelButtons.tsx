import { CircleCheck, OctagonAlert, TriangleAlert, Send, Users, WandSparkles } from "lucide-react";
import { useMemo, type ReactNode } from "react";

import { useMay } from "@/api/queries/useMe";
import { conflictsShown, countsOf } from "@/features/conflicts/shown";
import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { useTexts } from "@/i18n/language";
import { useDialogs } from "@/state/dialogs";
import { useSelection, type Panel } from "@/state/selection";
import { Button, names } from "@/ui/Button";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

/** What opens beside the plan, and publishing. */
export function PanelButtons({ compact }: { compact: boolean }) {
  const texts = useTexts(TEXTS);
  const mayAssign = useMay("auto_assign");
  const mayPublish = useMay("publish");
  const show = useDialogs((state) => state.show);
  return (
    <div className={style.panels}>
      <ConflictsButton compact={compact} />
      <PanelButton
        kind="people"
        label={texts.people}
        name={texts.peopleList}
        icon={<Users size={16} aria-hidden />}
        compact={compact}
      />
      {mayAssign && (
        <PanelButton
          kind="auto-assign"
          label={texts.autoAssign}
          icon={<WandSparkles size={16} aria-hidden />}
          compact={compact}
        />
      )}
      {mayPublish && (
        <Button look="primary" onClick={() => show("publish")}>
          <Send size={14} aria-hidden />
          {texts.publish}
        </Button>
      )}
    </div>
  );
}

interface PanelButtonProps {
  readonly kind: Exclude<Panel["kind"], "none" | "shift">;
  readonly label: string;
  /** Read out where the label alone would not tell it from another button. */
  readonly name?: string;
  readonly icon: ReactNode;
  readonly compact: boolean;
}

function PanelButton({ kind, label, name = label, icon, compact }: PanelButtonProps) {
  const { pressed, toggle } = usePanel(kind);
  return (
    <Button aria-pressed={pressed} aria-label={name} title={name} onClick={toggle}>
      {icon}
      {!compact && label}
    </Button>
  );
}

/** How many conflicts stand in what is shown; those that somebody overrode are not counted. */
function ConflictsButton({ compact }: { compact: boolean }) {
  const texts = useTexts(TEXTS);
  const { plan, period } = usePlan();
  const view = useView();
  const { pressed, toggle } = usePanel("conflicts");
  const { hard, soft } = useMemo(
    () => countsOf(plan && period ? conflictsShown(plan, view, period) : []),
    [plan, view, period],
  );
  // The day on screen is not what is counted, so what is must be said.
  const label = view.zoom === "day" ? texts.conflictsOfWeek : texts.conflicts;
  const name = plan ? texts.conflictsOf(label, hard, soft) : label;
  return (
    <Button aria-pressed={pressed} aria-label={name} title={name} onClick={toggle}>
      {!compact && label}
      {hard > 0 && (
        <span className={names(style.mark, style.hard)}>
          <OctagonAlert size={12} aria-hidden />
          {hard}
        </span>
      )}
      {soft > 0 && (
        <span className={names(style.mark, style.soft)}>
          <TriangleAlert size={12} aria-hidden />
          {soft}
        </span>
      )}
      {hard + soft === 0 && <CircleCheck size={16} className={style.good} aria-hidden />}
    </Button>
  );
}

function usePanel(kind: PanelButtonProps["kind"]) {
  const pressed = useSelection((state) => state.panel.kind === kind);
  const { open, close } = useSelection.getState();
  return { pressed, toggle: () => (pressed ? close() : open({ kind })) };
}
