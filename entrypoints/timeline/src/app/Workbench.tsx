import { Suspense, useEffect } from "react";

import { Canvas } from "@/features/canvas/Canvas";
import { Toolbar } from "@/features/filters/Toolbar";
import { Keys } from "@/features/keys/Keys";
import { ErrorBoundary } from "@/app/ErrorBoundary";
import {
  AutoAssignPanel,
  ConflictsPanel,
  CreateMenu,
  FirstSteps,
  ImportDialog,
  KeysDialog,
  loadParts,
  PeoplePanel,
  PublishDialog,
  SelectionBar,
  ShiftPanel,
  VersionsPanel,
} from "@/app/parts";
import style from "@/app/Workbench.module.css";
import { useSelection, type Panel } from "@/state/selection";
import { usePlan } from "@/view/usePlan";
import { useViewState } from "@/view/useView";

/** Milliseconds from the plan's first sight to the loading of what that does without. */
const ONCE_DRAWN = 1_000;

/** The page of a wide screen: where one part fails, the others go on. */
export function Workbench() {
  const panel = useSelection((state) => state.panel);
  useEffect(openJob, []);
  return (
    <div className={style.page}>
      <ErrorBoundary part="bar">
        <Toolbar />
      </ErrorBoundary>
      <div className={style.plan}>
        <main className={style.canvas}>
          <ErrorBoundary part="plan">
            <Canvas />
          </ErrorBoundary>
          <ErrorBoundary part="unseen">
            <Suspense>
              <FirstSteps />
            </Suspense>
            <Suspense>
              <CreateMenu />
            </Suspense>
            <Suspense>
              <SelectionBar />
            </Suspense>
          </ErrorBoundary>
        </main>
        <ErrorBoundary key={panel.kind} part="panel">
          <Suspense fallback={<div className={style.coming} />}>
            <OpenPanel panel={panel} />
          </Suspense>
        </ErrorBoundary>
      </div>
      <ErrorBoundary part="unseen">
        <Suspense>
          <PublishDialog />
          <ImportDialog />
          <KeysDialog />
        </Suspense>
        <Keys />
      </ErrorBoundary>
      <PartsLater />
    </div>
  );
}

/** The other parts of the page wait until the plan stands, or why it does not: nothing may hold its first bars up. */
function PartsLater() {
  const { plan, error } = usePlan();
  const stands = plan !== null || error !== null;
  useEffect(() => {
    if (!stands) return undefined;
    const timer = setTimeout(loadParts, ONCE_DRAWN);
    return () => clearTimeout(timer);
  }, [stands]);
  return null;
}

/** A page that was opened on a run, as a reload does, shows it. */
function openJob(): void {
  const { panel, open } = useSelection.getState();
  if (useViewState.getState().view.job !== null && panel.kind === "none") open({ kind: "auto-assign" });
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
