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
import { ErrorBoundary } from "@/app/ErrorBoundary";
import style from "@/app/Workbench.module.css";
import { useSelection, type Panel } from "@/state/selection";

/** The page of a wide screen: where one part fails, the others go on. */
export function Workbench() {
  const panel = useSelection((state) => state.panel);
  return (
    <div className={style.page}>
      <ErrorBoundary part="bar">
        <Toolbar />
      </ErrorBoundary>
      <div className={style.plan}>
        <main className={style.canvas}>
          <ErrorBoundary part="plan">
            <Canvas />
            <FirstSteps />
            <CreateMenu />
            <SelectionBar />
          </ErrorBoundary>
        </main>
        <ErrorBoundary key={panel.kind} part="panel">
          <OpenPanel panel={panel} />
        </ErrorBoundary>
      </div>
      <ErrorBoundary part="unseen">
        <PublishDialog />
        <Keys />
      </ErrorBoundary>
    </div>
  );
}

function OpenPanel({ panel }: { panel: Panel }) {
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
