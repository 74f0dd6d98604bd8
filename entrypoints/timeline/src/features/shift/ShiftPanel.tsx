import { useRef } from "react";

import { useShiftTab, type ShiftTab } from "@/features/shift/tab";
import { Details } from "@/features/shift/Details";
import { Findings } from "@/features/shift/Findings";
import { Head } from "@/features/shift/Head";
import { History } from "@/features/shift/History";
import { Missing } from "@/features/shift/Missing";
import { People } from "@/features/shift/People";
import { TEXTS } from "@/features/shift/texts";
import { useKeptFocus } from "@/features/shift/useKeptFocus";
import { useTexts } from "@/i18n/language";
import { staffOf, type Plan, type Shift } from "@/plan/model";
import { useSelection } from "@/state/selection";
import { SidePanel } from "@/ui/SidePanel";
import { Tabs } from "@/ui/Tabs";
import { usePlan } from "@/view/usePlan";

/** The shift that is open beside the plan: what it is, who is on it, what stands against it, what was done to it. */
export function ShiftPanel() {
  const panel = useSelection((state) => state.panel);
  const { plan, zone } = usePlan();
  const texts = useTexts(TEXTS);
  if (panel.kind !== "shift") return null;
  const shift = plan?.shifts.get(panel.shiftId);
  if (plan && shift) return <OpenShift plan={plan} shift={shift} zone={zone} />;
  return (
    <SidePanel title={texts.shift}>
      {plan ? (
        <Missing shiftId={panel.shiftId} plan={plan} zone={zone} />
      ) : (
        <p role="status">{texts.loading}</p>
      )}
    </SidePanel>
  );
}

export interface ShiftOnScreen {
  readonly plan: Plan;
  readonly shift: Shift;
  /** The zone in which the page shows times. */
  readonly zone: string;
}

function OpenShift({ plan, shift, zone }: ShiftOnScreen) {
  const texts = useTexts(TEXTS);
  const { tab, choose } = useShiftTab();
  const here = { plan, shift, zone };
  const part = useRef<HTMLDivElement>(null);
  useKeptFocus(part);
  const conflicts = plan.conflictsByShift.get(shift.id) ?? [];
  return (
    <SidePanel title={plan.roles.get(shift.roleId)?.name ?? texts.shift}>
      <div ref={part}>
        <Head {...here} />
        <Tabs<ShiftTab>
          label={texts.parts}
          value={tab}
          onChange={choose}
          tabs={[
            {
              value: "people",
              label: texts.people,
              count: staffOf(plan, shift.id).length,
              content: <People {...here} />,
            },
            { value: "details", label: texts.details, content: <Details {...here} /> },
            {
              value: "conflicts",
              label: texts.conflicts,
              count: conflicts.length,
              alarm: conflicts.some((one) => one.type === "hard" && !one.overridden),
              content: <Findings conflicts={conflicts} />,
            },
            { value: "history", label: texts.history, content: <History {...here} /> },
          ]}
        />
      </div>
    </SidePanel>
  );
}
