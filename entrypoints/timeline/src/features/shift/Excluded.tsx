import { ChevronDown, ChevronRight, ShieldCheck } from "lucide-react";
import { useMemo, useState } from "react";

import type { Candidate } from "@/api/queries/useCandidates";
import { useMay } from "@/api/queries/useMe";
import { useRules } from "@/api/queries/useRules";
import { useVerdict } from "@/api/queries/useVerdict";
import { OverrideDialog } from "@/features/shift/OverrideDialog";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { useStaffActions } from "@/features/shift/useStaffActions";
import { useTexts } from "@/i18n/language";
import { confirmed, newId, type Change } from "@/plan/changes";
import { Button } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";

const MORE = 30;

type Here = Pick<ShiftOnScreen, "plan" | "shift">;

/** People who cannot take a seat, and why; folded up unless somebody was searched for. */
export function Excluded({
  people,
  open: openAtFirst,
  plan,
  shift,
}: Here & { readonly people: readonly Candidate[]; readonly open: boolean }) {
  const texts = useTexts(TEXTS);
  const [open, setOpen] = useState(openAtFirst);
  const [shown, setShown] = useState(MORE);
  const Sign = open ? ChevronDown : ChevronRight;
  const rest = people.length - shown;
  return (
    <>
      <Button look="quiet" className={style.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Sign size={14} aria-hidden />
        {texts.excluded(people.length)}
      </Button>
      {open && (
        <ul className={style.list}>
          {people.slice(0, shown).map((one) => (
            <OutOfQuestion key={one.collaborator_id} candidate={one} plan={plan} shift={shift} />
          ))}
        </ul>
      )}
      {open && rest > 0 && (
        <Button look="quiet" onClick={() => setShown(shown + MORE)}>
          {texts.showMore(Math.min(rest, MORE))}
        </Button>
      )}
    </>
  );
}

type CandidateProps = Here & { readonly candidate: Candidate };

function OutOfQuestion({ candidate, plan, shift }: CandidateProps) {
  const texts = useTexts(TEXTS);
  const mayOverride = useMay("override");
  const rules = useRules().data;
  const [asking, setAsking] = useState(false);
  const hard = candidate.conflicts.filter((one) => one.type === "hard");
  const allowable = hard.length > 0 && hard.every((one) => rules?.get(one.rule)?.overridable);
  return (
    <li className={style.candidate} data-person={candidate.collaborator_id} tabIndex={-1}>
      <div className={style.memberHead}>
        <span className={style.name} title={candidate.name}>
          {candidate.name}
        </span>
        {mayOverride && allowable && (
          <Button
            look="quiet"
            className={style.small}
            aria-label={`${texts.allow} ${candidate.name}`}
            onClick={() => setAsking(true)}
          >
            <ShieldCheck size={14} aria-hidden />
            {texts.allowShort}
          </Button>
        )}
      </div>
      {hard.map((one) => (
        <ConflictLine key={one.fingerprint} conflict={one} compact />
      ))}
      {asking && <Allow candidate={candidate} plan={plan} shift={shift} onClose={() => setAsking(false)} />}
    </li>
  );
}

/** The exception for somebody who is not on the shift yet. The list names why they are out; here, all that it breaks. */
function Allow({ candidate, plan, shift, onClose }: CandidateProps & { readonly onClose: () => void }) {
  const texts = useTexts(TEXTS);
  const { assign } = useStaffActions({ plan, shift });
  const [id] = useState(newId);
  const changes = useMemo(
    (): Change[] => [
      { op: "create", entity: "assignment", id, data: confirmed(shift, candidate.collaborator_id) },
    ],
    [id, shift, candidate.collaborator_id],
  );
  const { verdict } = useVerdict(changes, plan.sequence);
  return (
    <OverrideDialog
      name={candidate.name}
      conflicts={verdict?.blocking ?? null}
      confirm={texts.allowNow}
      onClose={onClose}
      onAllow={(given) => {
        onClose();
        void assign(candidate.collaborator_id, given);
      }}
    />
  );
}
