import { UserPlus } from "lucide-react";
import { useState } from "react";

import { useCandidates, type Candidate } from "@/api/queries/useCandidates";
import { startPersonDrag } from "@/features/drag/personDrag";
import { Excluded } from "@/features/shift/Excluded";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { useStaffActions } from "@/features/shift/useStaffActions";
import { Reasons } from "@/features/shift/Why";
import { useTexts } from "@/i18n/language";
import { missingIn } from "@/plan/model";
import { matches } from "@/plan/rows";
import { usePendingEdits } from "@/state/pending";
import { Button } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";
import { FindField } from "@/ui/FindField";
import { duration } from "@/view/format";

const FIRST = 6;
const MORE = 30;

/** People who could take a seat, the best first, and why each other cannot. */
export function Candidates({ plan, shift }: ShiftOnScreen) {
  const texts = useTexts(TEXTS);
  const [search, setSearch] = useState("");
  // What the API has not taken yet it cannot answer for: a shift just restored is still cancelled there.
  const unsettled = usePendingEdits(({ edits }) =>
    edits.some((edit) => edit.changes.some((one) => one.id === shift.id)),
  );
  const candidates = useCandidates(shift.id, plan.sequence, !unsettled && shift.status !== "cancelled");
  const found = (candidates.data ?? []).filter((one) => !one.assigned && matches(search, one.name));
  return (
    <section className={style.candidates} aria-label={texts.add} data-home tabIndex={-1}>
      <h3 className={style.sub}>{texts.add}</h3>
      {missingIn(plan, shift) === 0 && <p className={style.quiet}>{texts.full}</p>}
      <FindField label={texts.searchPeople} value={search} onChange={setSearch} />
      {candidates.error && !unsettled ? (
        <p role="alert">
          {texts.candidatesFailed} <Button onClick={() => void candidates.refetch()}>{texts.tryAgain}</Button>
        </p>
      ) : candidates.data ? (
        <Found key={search} found={found} searched={search.trim() !== ""} plan={plan} shift={shift} />
      ) : (
        <p role="status" className={style.quiet}>
          {texts.candidatesLoading}
        </p>
      )}
    </section>
  );
}

type FoundProps = Pick<ShiftOnScreen, "plan" | "shift"> & {
  readonly found: readonly Candidate[];
  readonly searched: boolean;
};

function Found({ found, searched, plan, shift }: FoundProps) {
  const texts = useTexts(TEXTS);
  const [shown, setShown] = useState(FIRST);
  const eligible = found.filter((one) => one.eligible);
  const excluded = found.filter((one) => !one.eligible);
  const rest = eligible.length - shown;
  return (
    <>
      {eligible.length === 0 && (
        <p className={style.quiet}>{searched && excluded.length === 0 ? texts.noMatch : texts.noCandidate}</p>
      )}
      <ul className={style.list}>
        {eligible.slice(0, shown).map((one) => (
          <Fitting key={one.collaborator_id} candidate={one} plan={plan} shift={shift} />
        ))}
      </ul>
      {rest > 0 && (
        <Button look="quiet" onClick={() => setShown(shown + MORE)}>
          {texts.showMore(Math.min(rest, MORE))}
        </Button>
      )}
      {excluded.length > 0 && <Excluded people={excluded} open={searched} plan={plan} shift={shift} />}
    </>
  );
}

type CandidateProps = Pick<ShiftOnScreen, "plan" | "shift"> & { readonly candidate: Candidate };

function Fitting({ candidate, plan, shift }: CandidateProps) {
  const texts = useTexts(TEXTS);
  const { assign } = useStaffActions({ plan, shift });
  const { name, conflicts, rank } = candidate;
  return (
    <li className={style.candidate} data-person={candidate.collaborator_id} tabIndex={-1}>
      <div className={style.memberHead}>
        <span
          className={style.name}
          title={name}
          onPointerDown={(event) => startPersonDrag(candidate.collaborator_id, name, event)}
        >
          {name}
        </span>
        {rank === 1 && <span className={style.best}>{texts.best}</span>}
        <Button
          aria-label={texts.assign(name)}
          onClick={() => void assign(candidate.collaborator_id)}
          className={style.small}
        >
          <UserPlus size={14} aria-hidden />
          {texts.assignShort}
        </Button>
      </div>
      <Week candidate={candidate} />
      {candidate.score !== null && candidate.reasons && (
        <p className={style.quiet}>
          <Reasons plan={plan} score={candidate.score} reasons={{ ...candidate.reasons }} />
        </p>
      )}
      {conflicts.map((one) => (
        <ConflictLine key={one.fingerprint} conflict={one} compact />
      ))}
    </li>
  );
}

/** The week of the shift against the contract, as a sentence and a bar. */
function Week({ candidate }: { candidate: Candidate }) {
  const texts = useTexts(TEXTS);
  const { minutes_in_week: worked, contract_weekly_minutes: contract } = candidate;
  if (contract === null || contract === 0)
    return <p className={style.quiet}>{texts.week(duration(worked))}</p>;
  return (
    <p className={style.week}>
      <span>{texts.weekOf(duration(worked), duration(contract))}</span>
      <meter className={style.meter} min={0} max={contract} value={Math.min(worked, contract)} aria-hidden />
    </p>
  );
}
