import { Ban, CircleCheck, Copy, Ellipsis, PencilLine, RotateCcw, Send, Trash2 } from "lucide-react";

import { useMay } from "@/api/queries/useMe";
import style from "@/features/shift/shift.module.css";
import type { ShiftOnScreen } from "@/features/shift/ShiftPanel";
import { TEXTS } from "@/features/shift/texts";
import { useShiftActions } from "@/features/shift/useShiftActions";
import { whenOf } from "@/features/shift/wording";
import { useLanguage, useTexts } from "@/i18n/language";
import { staffOf, type ShiftStatus } from "@/plan/model";
import { Button, IconButton, names } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import { span } from "@/view/format";

const SIGNS = { draft: PencilLine, published: CircleCheck, cancelled: Ban } satisfies Record<
  ShiftStatus,
  unknown
>;

/** When, where and in what state a shift is, and what can be done with it. */
export function Head({ plan, shift, zone }: ShiftOnScreen) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const site = plan.sites.get(shift.siteId);
  const mission = plan.missions.get(shift.missionId);
  const Sign = SIGNS[shift.status];
  const where = [mission?.name, site?.name].filter(Boolean).join(" · ");
  return (
    <section className={style.head} aria-label={texts.shift} data-home tabIndex={-1}>
      <p className={style.when}>{whenOf(shift, zone, language)}</p>
      {site && site.timezone !== zone && (
        <p className={style.quiet}>
          {texts.atSite(span(shift.startsAt, shift.endsAt, site.timezone, language), site.timezone)}
        </p>
      )}
      <p className={style.where} title={where}>
        {where}
      </p>
      <div className={style.marks}>
        <span className={names(style.pill, style[shift.status])}>
          <Sign size={13} aria-hidden />
          {texts.status[shift.status]}
        </span>
        {shift.changedSincePublication && <span className={style.pill}>{texts.changed}</span>}
        <span className={style.pill}>{texts.filled(staffOf(plan, shift.id).length, shift.headcount)}</span>
      </div>
      <Actions plan={plan} shift={shift} zone={zone} />
    </section>
  );
}

function Actions(here: ShiftOnScreen) {
  const { shift } = here;
  const texts = useTexts(TEXTS);
  const mayWrite = useMay("write");
  const mayPublish = useMay("publish");
  const actions = useShiftActions(here);
  if (!mayWrite) return null;
  return (
    <div className={style.actions}>
      {shift.status === "draft" && mayPublish && (
        <Button onClick={() => void actions.publish()}>
          <Send size={14} aria-hidden />
          {texts.publish}
        </Button>
      )}
      {shift.status === "cancelled" && (
        <Button onClick={() => void actions.restore()}>
          <RotateCcw size={14} aria-hidden />
          {texts.restore}
        </Button>
      )}
      <Button onClick={() => void actions.duplicate()}>
        <Copy size={14} aria-hidden />
        {texts.duplicate}
      </Button>
      {shift.status === "published" && (
        <Button onClick={() => void actions.cancel()}>
          <Ban size={14} aria-hidden />
          {texts.cancel}
        </Button>
      )}
      {shift.status !== "published" && (shift.status === "draft" || !shift.everPublished) && (
        <Menu
          trigger={
            <IconButton label={texts.more}>
              <Ellipsis size={16} aria-hidden />
            </IconButton>
          }
        >
          {shift.status === "draft" && (
            <MenuItem
              label={texts.cancel}
              icon={<Ban size={15} aria-hidden />}
              onSelect={() => void actions.cancel()}
            />
          )}
          {!shift.everPublished && (
            <MenuItem
              label={texts.remove}
              icon={<Trash2 size={15} aria-hidden />}
              onSelect={() => void actions.remove()}
            />
          )}
        </Menu>
      )}
    </div>
  );
}
