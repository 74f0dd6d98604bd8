import { Wand2 } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/api/queries/useMe";
import { useStartJob } from "@/api/queries/useStartJob";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { EarlierRuns } from "@/features/auto-assign/EarlierRuns";
import { lackOf, selectedShifts } from "@/features/auto-assign/scope";
import { TEXTS, type AutoAssignTexts } from "@/features/auto-assign/texts";
import { periodTitle } from "@/features/filters/period";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan, Window } from "@/plan/model";
import { useSelection } from "@/state/selection";
import { Button } from "@/ui/Button";
import { PickMany } from "@/ui/Combobox";
import { FieldGroup } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { SelectField, type Option } from "@/ui/SelectField";
import { usePlan } from "@/view/usePlan";
import { changeView, useView } from "@/view/useView";

const LIMITS = [10, 30, 60, 300, 600, 1800];

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
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const view = useView();
  const { date } = usePlan();
  const start = useStartJob();
  const selected = selectedShifts(
    plan,
    useSelection((state) => state.selected),
  );
  const [whole, setWhole] = useState(selected.length === 0);
  const [siteIds, setSiteIds] = useState(view.siteIds);
  const [missionIds, setMissionIds] = useState(view.missionIds);
  const [seconds, setSeconds] = useState(30);
  const [seed, setSeed] = useState<number | null>(0);
  const some = !whole && selected.length > 0;
  const scope = some
    ? { siteIds: [], missionIds: [], shiftIds: selected }
    : { siteIds, missionIds, shiftIds: [] };
  const lack = lackOf(plan, scope, window);

  function begin(): void {
    if (start.isPending) return;
    start.mutate(
      {
        from: new Date(window.from).toISOString(),
        to: new Date(window.to).toISOString(),
        site_ids: [...scope.siteIds],
        mission_ids: [...scope.missionIds],
        shift_ids: [...scope.shiftIds],
        time_limit_seconds: seconds,
        seed: Math.max(0, seed ?? 0),
        options: {},
      },
      { onSuccess: (job) => changeView({ job: job.job_id }) },
    );
  }

  return (
    <form
      className={style.form}
      onSubmit={(event) => {
        event.preventDefault();
        begin();
      }}
    >
      <FieldGroup legend={texts.what}>
        <label className={style.choice}>
          <input type="radio" name="scope" checked={!some} onChange={() => setWhole(true)} />
          <span>
            {texts.whole}
            <small>{periodTitle(view.zoom === "month" ? "month" : "week", date, language)}</small>
          </span>
        </label>
        {selected.length > 0 && (
          <label className={style.choice}>
            <input type="radio" name="scope" checked={some} onChange={() => setWhole(false)} />
            <span>{texts.selection(selected.length)}</span>
          </label>
        )}
      </FieldGroup>
      {!some && (
        <>
          <PickMany
            label={texts.sites}
            options={options(plan.sites)}
            value={siteIds}
            onChange={setSiteIds}
            placeholder={texts.all}
          />
          <PickMany
            label={texts.missions}
            options={options(plan.missions)}
            value={missionIds}
            onChange={setMissionIds}
            placeholder={texts.all}
          />
        </>
      )}
      <SelectField
        label={texts.timeLimit}
        value={String(seconds)}
        options={LIMITS.map((limit) => ({ value: String(limit), label: limitName(limit, texts) }))}
        onChange={(limit) => setSeconds(Number(limit))}
        hint={texts.longer}
      />
      <details className={style.advanced}>
        <summary>{texts.advanced}</summary>
        <NumberField
          label={texts.seed}
          value={seed}
          onChange={setSeed}
          max={2 ** 31 - 1}
          hint={texts.seedHint}
        />
      </details>
      <div className={style.lack} role="status">
        <strong>{texts.open(lack.seats, lack.shifts)}</strong>
        {lack.proposals > 0 && <span>{texts.replaces(lack.proposals)}</span>}
      </div>
      {start.error && (
        <p className={style.fault} role="alert">
          {start.error.message}
        </p>
      )}
      <Button
        type="submit"
        look="primary"
        aria-disabled={start.isPending}
        disabled={lack.seats + lack.proposals === 0}
      >
        <Wand2 size={15} aria-hidden />
        {start.isPending ? texts.starting : texts.start}
      </Button>
    </form>
  );
}

function limitName(limit: number, texts: AutoAssignTexts): string {
  return limit < 60 ? texts.seconds(limit) : texts.minutes(limit / 60);
}

function options(things: ReadonlyMap<string, { readonly id: string; readonly name: string }>): Option[] {
  return [...things.values()]
    .map((one) => ({ value: one.id, label: one.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
