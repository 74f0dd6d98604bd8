import { Users } from "lucide-react";

import { useMay } from "@/api/queries/useMe";
import { Candidates } from "@/features/shift/Candidates";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { StaffMember } from "@/features/shift/StaffMember";
import { TEXTS } from "@/features/shift/texts";
import { useTexts } from "@/i18n/language";
import { counts, missingIn } from "@/plan/model";
import { EmptyState } from "@/ui/EmptyState";

/** Who is on a shift, and who could be. */
export function People(here: ShiftOnScreen) {
  const { plan, shift } = here;
  const texts = useTexts(TEXTS);
  const mayWrite = useMay("write");
  const all = plan.assignmentsByShift.get(shift.id) ?? [];
  const nameOf = (id: string) => plan.collaborators.get(id)?.name ?? "";
  const sorted = [...all].sort(
    (a, b) =>
      Number(counts(b)) - Number(counts(a)) ||
      nameOf(a.collaboratorId).localeCompare(nameOf(b.collaboratorId)),
  );
  const free = missingIn(plan, shift);
  return (
    <div className={style.people}>
      {sorted.length === 0 && <EmptyState icon={<Users size={22} />} title={texts.nobody} />}
      <ul className={style.list} aria-label={texts.people} data-home tabIndex={-1}>
        {sorted.map((one) => (
          <StaffMember key={one.id} plan={plan} shift={shift} assignment={one} />
        ))}
        {free > 0 && <li className={style.seat}>{texts.free(free)}</li>}
      </ul>
      {mayWrite &&
        (shift.status === "cancelled" ? (
          <p className={style.quiet}>{texts.cancelledNobody}</p>
        ) : (
          <Candidates {...here} />
        ))}
    </div>
  );
}
