import type { FieldName } from "@/features/shift/draft";
import { FIELD_TEXTS } from "@/features/shift/fieldTexts";
import { Foreseen } from "@/features/shift/Foreseen";
import style from "@/features/shift/shift.module.css";
import { TEXTS } from "@/features/shift/texts";
import type { ShiftForm } from "@/features/shift/useDraft";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";

/** What saving would come to, and the buttons for it; stays in sight below the form. */
export function DraftBar({ form }: { form: ShiftForm }) {
  const texts = useTexts(TEXTS);
  const called = useTexts(FIELD_TEXTS);
  const { collided, faults, blocking, warnings } = form;
  return (
    <div className={style.draftBar}>
      {collided.length > 0 && (
        <div className={style.collided} role="alert">
          <p>{texts.collided(collided.map((name) => nameOf(name, called)).join(", "))}</p>
          <span className={style.actions}>
            <Button onClick={form.discard}>{texts.theirs}</Button>
            <Button onClick={form.keepMine}>{texts.mine}</Button>
          </span>
        </div>
      )}
      <div className={style.verdict} aria-live="polite">
        {faults.rest !== undefined && <p className={style.wrong}>{faults.rest}</p>}
        <Foreseen title={texts.wouldRefuse} conflicts={blocking} />
        <Foreseen title={texts.wouldWarn} conflicts={warnings} />
      </div>
      <div className={style.actions}>
        <span className={style.quiet}>{form.asking ? texts.checking : texts.unsaved}</span>
        <span className={style.space} />
        <Button onClick={form.discard}>{texts.discard}</Button>
        <Button type="submit" look="primary" disabled={form.save === null}>
          {texts.save}
        </Button>
      </div>
    </div>
  );
}

function nameOf(field: FieldName, texts: (typeof FIELD_TEXTS)["en"]): string {
  const names: Record<FieldName, string> = {
    missionId: texts.mission,
    siteId: texts.site,
    roleId: texts.role,
    start: texts.startTime,
    end: texts.endTime,
    breakMinutes: texts.breakMinutes,
    headcount: texts.headcount,
    softCapacity: texts.softCapacity,
    hardCapacity: texts.hardCapacity,
    requiredSkillIds: texts.skills,
    note: texts.note,
  };
  return names[field];
}
