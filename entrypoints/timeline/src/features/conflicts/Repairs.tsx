import { Wrench } from "lucide-react";
import { useState } from "react";

import { ProblemError } from "@/api/problem";
import { useMay } from "@/api/queries/useMe";
import { useRepairs, type Repair } from "@/api/queries/useRepairs";
import style from "@/features/conflicts/Conflicts.module.css";
import { COUNT_ID } from "@/features/conflicts/panelState";
import { TEXTS } from "@/features/conflicts/texts";
import { useEdits } from "@/features/edits/useEdits";
import { useTexts } from "@/i18n/language";
import type { Conflict, Plan } from "@/plan/model";
import { Button } from "@/ui/Button";

/** Ways to mend a finding, each with what it resolves and brings; applied, they can be undone like any edit. */
export function Repairs({ conflict, plan }: { conflict: Conflict; plan: Plan }) {
  const mayWrite = useMay("write");
  return mayWrite && !conflict.overridden ? <Offered conflict={conflict} plan={plan} /> : null;
}

function Offered({ conflict, plan }: { conflict: Conflict; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const repairs = useRepairs(conflict.fingerprint, plan.sequence);
  const gone = repairs.error instanceof ProblemError && repairs.error.status === 404;
  return (
    <div className={style.repairs}>
      <h4>{texts.repairs}</h4>
      {repairs.isPending && (
        <p className={style.quiet} role="status">
          {texts.looking}
        </p>
      )}
      {gone && <p className={style.quiet}>{texts.passed}</p>}
      {repairs.error && !gone && (
        <p className={style.quiet} role="alert">
          {texts.repairsFailed}. {repairs.error.message}{" "}
          <Button onClick={() => void repairs.refetch()}>{texts.again}</Button>
        </p>
      )}
      {repairs.data?.length === 0 && <p className={style.quiet}>{texts.noRepair}</p>}
      {repairs.data?.map((repair, place) => (
        <Offer key={`${place} ${repair.message}`} repair={repair} conflict={conflict} />
      ))}
    </div>
  );
}

function Offer({ repair, conflict }: { repair: Repair; conflict: Conflict }) {
  const texts = useTexts(TEXTS);
  const { apply } = useEdits();
  const [applying, setApplying] = useState(false);
  const others = repair.resolves.filter((one) => one.fingerprint !== conflict.fingerprint);

  async function run() {
    setApplying(true);
    const kept = await apply({ label: texts.applied(repair.message), changes: repair.changes });
    setApplying(false);
    // The finding goes, its buttons with it: whoever works by keys stays in the panel.
    if (kept) document.getElementById(COUNT_ID)?.focus();
  }

  return (
    <div className={style.repair}>
      <Wrench className={style.tool} size={14} aria-hidden />
      <div className={style.repairText}>
        <p>{repair.message}</p>
        {others.length > 0 && <p className={style.brought}>{texts.resolves(others.length + 1)}</p>}
        {repair.brings.length === 0 ? (
          <p className={style.brought}>{texts.bringsNothing}</p>
        ) : (
          <div className={style.brought}>
            {texts.brings}
            <ul className={style.bringList}>
              {repair.brings.map((one) => (
                <li key={one.fingerprint}>{one.message}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <Button aria-label={texts.applyOf(repair.message)} disabled={applying} onClick={() => void run()}>
        {texts.apply}
      </Button>
    </div>
  );
}
