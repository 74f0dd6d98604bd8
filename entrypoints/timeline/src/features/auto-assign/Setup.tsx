import { Wand2 } from "lucide-react";
import { useRef, useState } from "react";

import { useMay } from "@/api/queries/useMe";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { useChosenOptions } from "@/features/auto-assign/chosenOptions";
import { EarlierRuns } from "@/features/auto-assign/EarlierRuns";
import { OptionFields } from "@/features/auto-assign/OptionFields";
import { ScopeFields, type Chosen } from "@/features/auto-assign/ScopeFields";
import { lackOf, selectedShifts, type Scope } from "@/features/auto-assign/scope";
import { TEXTS } from "@/features/auto-assign/texts";
import { useBegin } from "@/features/auto-assign/useBegin";
import { useTexts } from "@/i18n/language";
import type { Plan, Window } from "@/plan/model";
import { useSelection } from "@/state/selection";
import { Button } from "@/ui/Button";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

/** What to fill and for how long to look; below, the runs of before. */
export function Setup() {
  const { plan, window } = usePlan();
  const may = useMay("auto_assign");
  const texts = useTexts(TEXTS);
  return (
    <div className={style.panel}>
      <p className={style.intro}>{may ? texts.intro : texts.mayNot}</p>
      {may && plan && window && <Wish plan={plan} window={window} />}
      <EarlierRuns />
    </div>
  );
}

function Wish({ plan, window }: { plan: Plan; window: Window }) {
  const view = useView();
  const selected = selectedShifts(
    plan,
    useSelection((state) => state.selected),
  );
  const [chosen, setChosen] = useState<Chosen>({
    whole: selected.length === 0,
    siteIds: view.siteIds,
    missionIds: view.missionIds,
  });
  const { options, choose } = useChosenOptions();
  const form = useRef<HTMLFormElement>(null);
  const details = useRef<HTMLDetailsElement>(null);
  const { begin, pending, faults, forget, said } = useBegin(options, () =>
    toFault(form.current, details.current),
  );
  const scope = scopeOf(chosen, selected);

  return (
    <form
      ref={form}
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        begin({
          from: new Date(window.from).toISOString(),
          to: new Date(window.to).toISOString(),
          site_ids: [...scope.siteIds],
          mission_ids: [...scope.missionIds],
          shift_ids: [...scope.shiftIds],
        });
      }}
    >
      <ScopeFields plan={plan} selected={selected.length} chosen={chosen} onChange={setChosen} />
      <OptionFields
        options={options}
        faults={faults}
        details={details}
        onChange={(next, field) => {
          choose(next);
          forget(field);
        }}
      />
      <Start plan={plan} scope={scope} window={window} pending={pending} said={said} />
    </form>
  );
}

interface StartProps {
  readonly plan: Plan;
  readonly scope: Scope;
  readonly window: Window;
  readonly pending: boolean;
  readonly said: readonly string[];
}

/** What there is to fill, what is wrong with the question, and the button that asks it. */
function Start({ plan, scope, window, pending, said }: StartProps) {
  const texts = useTexts(TEXTS);
  const lack = lackOf(plan, scope, window);
  return (
    <>
      <div className={style.lack} role="status">
        <strong>{texts.open(lack.seats, lack.shifts)}</strong>
        {lack.proposals > 0 && <span>{texts.replaces(lack.proposals)}</span>}
      </div>
      {said.length > 0 && (
        <div className={style.fault} role="alert">
          {said.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
      <Button
        type="submit"
        look="primary"
        aria-disabled={pending}
        disabled={lack.seats + lack.proposals === 0}
      >
        <Wand2 size={15} aria-hidden />
        {pending ? texts.starting : texts.start}
      </Button>
    </>
  );
}

function scopeOf(chosen: Chosen, selected: readonly string[]): Scope {
  return !chosen.whole && selected.length > 0
    ? { siteIds: [], missionIds: [], shiftIds: selected }
    : { siteIds: chosen.siteIds, missionIds: chosen.missionIds, shiftIds: [] };
}

/** Open what hides it, and go to the first field that is wrong, once it says so. */
function toFault(form: HTMLFormElement | null, details: HTMLDetailsElement | null): void {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>("[aria-invalid=true]");
    if (!wrong) return;
    if (details?.contains(wrong)) details.open = true;
    wrong.focus();
  });
}
