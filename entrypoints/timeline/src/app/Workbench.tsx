import { AutoAssignPanel } from "@/features/auto-assign/AutoAssignPanel";
import { SelectionBar } from "@/features/bulk/SelectionBar";
import { Canvas } from "@/features/canvas/Canvas";
import { ConflictsPanel } from "@/features/conflicts/ConflictsPanel";
import { CreateMenu } from "@/features/create/CreateMenu";
import { Toolbar } from "@/features/filters/Toolbar";
import { FirstSteps } from "@/features/first-steps/FirstSteps";
import { Keys } from "@/features/keys/Keys";
import { PeoplePanel } from "@/features/people/PeoplePanel";
import { PublishDialog } from "@/features/publish/PublishDialog";
import { VersionsPanel } from "@/features/publish/VersionsPanel";
import { ShiftPanel } from "@/features/shift/ShiftPanel";
import style from "@/app/Workbench.module.css";
import { useSelection } from "@/state/selection";

/** The page of a wide screen. */
export function Workbench() {
  return (
    <div className={style.page}>
      <Toolbar />
      <div className={style.plan}>
        <main className={style.canvas}>
          <Canvas />
          <FirstSteps />
          <CreateMenu />
          <SelectionBar />
        </main>
        <OpenPanel />
      </div>
      <PublishDialog />
      <Keys />
    </div>
  );
}

function OpenPanel() {
  const panel = useSelection((state) => state.panel);
  switch (panel.kind) {
    case "none":
      return null;
    case "shift":
      return <ShiftPanel key={panel.shiftId} />;
    case "conflicts":
      return <ConflictsPanel />;
    case "people":
      return <PeoplePanel />;
    case "auto-assign":
      return <AutoAssignPanel />;
    case "versions":
      return <VersionsPanel />;
  }
}
