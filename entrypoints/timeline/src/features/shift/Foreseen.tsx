import { useRules } from "@/api/queries/useRules";
import style from "@/features/shift/shift.module.css";
import type { Conflict } from "@/plan/model";
import { ConflictLine } from "@/ui/ConflictLine";

const SHOWN = 4;

/** Conflicts that an edit would bring about, under a sentence that says what that means. */
export function Foreseen({ title, conflicts }: { title: string; conflicts: readonly Conflict[] }) {
  const rules = useRules().data;
  if (conflicts.length === 0) return null;
  return (
    <>
      <p className={style.quiet}>{title}</p>
      <ul className={style.list}>
        {conflicts.slice(0, SHOWN).map((one) => (
          <li key={one.fingerprint}>
            <ConflictLine conflict={one} legalSource={rules?.get(one.rule)?.legal_source} />
          </li>
        ))}
      </ul>
    </>
  );
}
