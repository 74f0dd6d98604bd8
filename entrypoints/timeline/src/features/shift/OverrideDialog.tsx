import { useState } from "react";

import { useRules } from "@/api/queries/useRules";
import style from "@/features/shift/shift.module.css";
import { TEXTS } from "@/features/shift/texts";
import type { Allowance } from "@/features/shift/useStaffActions";
import { useTexts } from "@/i18n/language";
import type { Conflict } from "@/plan/model";
import { ConflictLine } from "@/ui/ConflictLine";
import { FormDialog } from "@/ui/FormDialog";
import { TextArea } from "@/ui/TextField";

interface OverrideDialogProps {
  readonly name: string;
  /** The hard conflicts that stand, or would; null: not known yet. */
  readonly conflicts: readonly Conflict[] | null;
  readonly confirm: string;
  readonly onAllow: (given: Allowance) => void;
  readonly onClose: () => void;
}

/** Lets hard conflicts pass, with a reason; one that no reason can let pass keeps the others from it too. */
export function OverrideDialog({ name, conflicts, confirm, onAllow, onClose }: OverrideDialogProps) {
  const texts = useTexts(TEXTS);
  const rules = useRules().data;
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const known = conflicts !== null && rules !== undefined;
  const never = (conflicts ?? []).filter((one) => rules?.get(one.rule)?.overridable === false);
  const allowable = (conflicts ?? []).filter((one) => !never.includes(one));
  const ready = known && never.length === 0 && allowable.length > 0;
  const allow = () => {
    setTried(true);
    if (reason.trim() === "") return;
    onAllow({ rules: [...new Set(allowable.map((one) => one.rule))], reason: reason.trim() });
  };
  return (
    <FormDialog
      title={texts.overrideTitle(name)}
      action={confirm}
      ready={ready}
      onSubmit={allow}
      onClose={onClose}
    >
      <p>{texts.overrideLead}</p>
      {!known && <p role="status">{texts.checking}</p>}
      <ul className={style.list}>
        {allowable.map((one) => (
          <li key={one.fingerprint}>
            <ConflictLine conflict={one} legalSource={rules?.get(one.rule)?.legal_source} />
          </li>
        ))}
      </ul>
      {never.length > 0 && (
        <>
          <p className={style.wrong}>{texts.never}</p>
          <ul className={style.list}>
            {never.map((one) => (
              <li key={one.fingerprint}>
                <ConflictLine conflict={one} />
              </li>
            ))}
          </ul>
        </>
      )}
      <TextArea
        label={texts.reason}
        value={reason}
        onChange={setReason}
        rows={3}
        autoFocus
        error={tried && reason.trim() === "" ? texts.reasonNeeded : null}
      />
    </FormDialog>
  );
}
