import { Check, CircleDashed, Ellipsis, Lock, LockOpen, ShieldCheck, X } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/api/queries/useMe";
import { useRules } from "@/api/queries/useRules";
import { NoteEditor } from "@/features/shift/NoteEditor";
import { OverrideDialog } from "@/features/shift/OverrideDialog";
import style from "@/features/shift/shift.module.css";
import { TEXTS } from "@/features/shift/texts";
import { useStaffActions } from "@/features/shift/useStaffActions";
import { WhyProposed } from "@/features/shift/Why";
import { useTexts } from "@/i18n/language";
import type { Assignment, Conflict, Plan, Shift } from "@/plan/model";
import { contractMinutes, workedMinutes } from "@/plan/worked";
import { IconButton, names } from "@/ui/Button";
import { ConflictLine } from "@/ui/ConflictLine";
import { Menu, MenuItem } from "@/ui/Menu";
import { duration } from "@/view/format";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";

interface StaffMemberProps {
  readonly plan: Plan;
  readonly shift: Shift;
  readonly assignment: Assignment;
}

/** One person on a shift: how they stand, what stands against it, what can be done. */
export function StaffMember({ plan, shift, assignment }: StaffMemberProps) {
  const texts = useTexts(TEXTS);
  const mayWrite = useMay("write");
  const rules = useRules().data;
  const actions = useStaffActions({ plan, shift });
  const [opened, setOpened] = useState<"note" | "override" | null>(null);
  const name = actions.nameOf(assignment.collaboratorId);
  const conflicts = conflictsOf(plan, assignment);
  const close = () => setOpened(null);
  return (
    <li
      className={names(style.member, style[assignment.status])}
      data-person={assignment.collaboratorId}
      tabIndex={-1}
    >
      <div className={style.memberHead}>
        <span className={style.name} title={name}>
          {name}
        </span>
        {assignment.locked && <Lock size={13} role="img" aria-label={texts.locked} />}
        <span className={names(style.pill, style[assignment.status])}>
          {assignment.status === "proposed" && <CircleDashed size={12} aria-hidden />}
          {texts.assignment[assignment.status]}
        </span>
        {mayWrite && <Buttons {...{ plan, shift, assignment, name, conflicts }} onOpen={setOpened} />}
      </div>
      <Hours plan={plan} assignment={assignment} />
      {assignment.status === "proposed" && assignment.source === "auto" && (
        <WhyProposed plan={plan} assignment={assignment} />
      )}
      {opened === "note" ? (
        <NoteEditor
          name={name}
          note={assignment.note ?? ""}
          onSave={(note) => {
            close();
            void actions.note(assignment, note);
          }}
          onClose={close}
        />
      ) : (
        assignment.note !== null && <p className={style.note}>{assignment.note}</p>
      )}
      {assignment.override && (
        <p className={style.allowed}>
          <ShieldCheck size={13} aria-hidden />
          <span>{texts.allowedBy(assignment.override.userId ?? "—", assignment.override.reason)}</span>
        </p>
      )}
      {conflicts.map((one) => (
        <ConflictLine
          key={one.fingerprint}
          conflict={one}
          legalSource={one.type === "hard" ? rules?.get(one.rule)?.legal_source : null}
        />
      ))}
      {opened === "override" && (
        <OverrideDialog
          name={name}
          conflicts={conflicts.filter(standsHard)}
          confirm={texts.allowStanding}
          onClose={close}
          onAllow={(given) => {
            close();
            const before = assignment.override?.rules ?? [];
            void actions.allow(assignment, { ...given, rules: [...new Set([...before, ...given.rules])] });
          }}
        />
      )}
    </li>
  );
}

/** What stands against this person being on this shift; what the shift itself lacks is not theirs. */
function conflictsOf(plan: Plan, assignment: Assignment): Conflict[] {
  return (plan.conflictsByShift.get(assignment.shiftId) ?? []).filter(
    (one) =>
      one.collaborator_ids.includes(assignment.collaboratorId) ||
      (one.type === "hard" && one.assignment_ids.includes(assignment.id)),
  );
}

function standsHard(conflict: Conflict): boolean {
  return conflict.type === "hard" && !conflict.overridden;
}

function Hours({ plan, assignment }: { plan: Plan; assignment: Assignment }) {
  const texts = useTexts(TEXTS);
  const person = plan.collaborators.get(assignment.collaboratorId);
  const { zoom } = useView();
  const period = usePlan().period ?? plan.window;
  const worked = duration(workedMinutes(plan, period).get(assignment.collaboratorId) ?? 0);
  const contract = person ? contractMinutes(plan, person, period) : null;
  return (
    <p className={style.quiet}>
      {contract === null ? texts.worked[zoom](worked) : texts.workedOf[zoom](worked, duration(contract))}
      {assignment.source === "auto" && `, ${texts.auto}`}
    </p>
  );
}

interface ButtonsProps extends StaffMemberProps {
  readonly name: string;
  readonly conflicts: readonly Conflict[];
  readonly onOpen: (what: "note" | "override") => void;
}

function Buttons({ plan, shift, assignment, name, conflicts, onOpen }: ButtonsProps) {
  const texts = useTexts(TEXTS);
  const mayOverride = useMay("override");
  const actions = useStaffActions({ plan, shift });
  const { status, locked } = assignment;
  return (
    <span className={style.memberTools}>
      {status === "proposed" && !locked && (
        <>
          <IconButton label={texts.accept(name)} onClick={() => void actions.accept(assignment)}>
            <Check size={15} aria-hidden />
          </IconButton>
          <IconButton label={texts.reject(name)} onClick={() => void actions.reject(assignment)}>
            <X size={15} aria-hidden />
          </IconButton>
        </>
      )}
      {status === "confirmed" &&
        (locked ? (
          <IconButton label={texts.unlock(name)} onClick={() => void actions.unlock(assignment)}>
            <LockOpen size={15} aria-hidden />
          </IconButton>
        ) : (
          <IconButton label={texts.takeOffName(name)} onClick={() => void actions.takeOff(assignment)}>
            <X size={15} aria-hidden />
          </IconButton>
        ))}
      {!locked && (
        <Menu
          trigger={
            <IconButton label={texts.actionsFor(name)}>
              <Ellipsis size={15} aria-hidden />
            </IconButton>
          }
        >
          {status !== "rejected" && (
            <MenuItem
              label={texts.lock(name)}
              icon={<Lock size={15} aria-hidden />}
              onSelect={() => void actions.lock(assignment)}
            />
          )}
          {status === "rejected" && (
            <MenuItem label={texts.again} onSelect={() => void actions.again(assignment)} />
          )}
          {status === "confirmed" && (
            <MenuItem label={texts.reject(name)} onSelect={() => void actions.reject(assignment)} />
          )}
          <MenuItem label={texts.editNote} onSelect={() => onOpen("note")} />
          {mayOverride && conflicts.some(standsHard) && (
            <MenuItem
              label={texts.allow}
              icon={<ShieldCheck size={15} aria-hidden />}
              onSelect={() => onOpen("override")}
            />
          )}
          {mayOverride && assignment.override && (
            <MenuItem label={texts.revokeAllowed} onSelect={() => void actions.revoke(assignment)} />
          )}
          {status !== "confirmed" && (
            <MenuItem label={texts.takeOff} onSelect={() => void actions.takeOff(assignment)} />
          )}
        </Menu>
      )}
    </span>
  );
}
