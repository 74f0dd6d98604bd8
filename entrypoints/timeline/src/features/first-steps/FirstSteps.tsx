/** Leads a new user to a first shift. */
import { CalendarPlus, Check, FileUp, X } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/api/queries/useMe";
import style from "@/features/first-steps/FirstSteps.module.css";
import { isNew, nextStep, STEPS, type Step } from "@/features/first-steps/progress";
import { PersonStep, RoleStep, ShiftStep, SiteStep } from "@/features/first-steps/steps";
import { TEXTS } from "@/features/first-steps/texts";
import { useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { useDialogs } from "@/state/dialogs";
import { Button, IconButton } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { usePlan } from "@/view/usePlan";

export function FirstSteps() {
  const { plan, loading } = usePlan();
  const maySetUp = useMay("administer");
  const mayWrite = useMay("write");
  const readsAll = useMay("read");
  const [stage, setStage] = useState<"unseen" | "guided" | "left">("unseen");
  if (!plan || loading) return null;
  if (isNew(plan) && stage === "unseen" && maySetUp) setStage("guided");
  const next = nextStep(plan);
  if (stage === "guided" && next !== null) {
    return <Guide plan={plan} step={next} onLeave={() => setStage("left")} />;
  }
  if (isNew(plan) && readsAll && !maySetUp) return <NothingYet />;
  return next === "shift" && mayWrite ? <EmptyPeriod key={plan.window.from} /> : null;
}

function Guide({ plan, step, onLeave }: { plan: Plan; step: Step; onLeave: () => void }) {
  const texts = useTexts(TEXTS);
  const show = useDialogs((state) => state.show);
  const at = STEPS.indexOf(step);
  return (
    <div className={style.over}>
      <section className={style.card} aria-labelledby="first-steps">
        <h2 id="first-steps" className={style.title}>
          {texts.title}
        </h2>
        <p className={style.intro}>{texts.intro}</p>
        <ol className={style.steps}>
          {STEPS.map((one, i) => (
            <li
              key={one}
              data-state={i < at ? "done" : i === at ? "now" : "to-come"}
              aria-current={i === at ? "step" : undefined}
            >
              <span>
                {i + 1}. {texts.steps[one]} {i < at && <Check size={12} aria-hidden />}
              </span>
              {i < at && <span className="unseen">, {texts.done}</span>}
            </li>
          ))}
        </ol>
        <p className="unseen" role="status">
          {texts.step(at + 1, STEPS.length)}
        </p>
        {step === "site" && <SiteStep />}
        {step === "role" && <RoleStep plan={plan} />}
        {step === "person" && <PersonStep plan={plan} />}
        {step === "shift" && <ShiftStep plan={plan} />}
        <footer className={style.ways}>
          <Button look="quiet" onClick={() => show("import")}>
            <FileUp size={15} aria-hidden />
            {texts.importInstead}
          </Button>
          <Button look="quiet" onClick={onLeave}>
            {texts.later}
          </Button>
        </footer>
      </section>
    </div>
  );
}

function NothingYet() {
  const texts = useTexts(TEXTS);
  return (
    <div className={style.over}>
      <section className={style.card}>
        <EmptyState icon={<CalendarPlus size={28} />} title={texts.emptyViewer} />
      </section>
    </div>
  );
}

/** A period without shifts says how to fill it, out of the way of the plan. */
function EmptyPeriod() {
  const texts = useTexts(TEXTS);
  const show = useDialogs((state) => state.show);
  const [hidden, setHidden] = useState(false);
  if (hidden) return null;
  return (
    <aside className={style.hint} aria-label={texts.noShifts}>
      <div>
        <strong>{texts.noShifts}</strong>
        <p>{texts.noShiftsHow}</p>
      </div>
      <Button onClick={() => show("generate")}>{texts.generate}</Button>
      <Button onClick={() => show("copy-week")}>{texts.copyWeek}</Button>
      <IconButton label={texts.hide} onClick={() => setHidden(true)}>
        <X size={16} aria-hidden />
      </IconButton>
    </aside>
  );
}
