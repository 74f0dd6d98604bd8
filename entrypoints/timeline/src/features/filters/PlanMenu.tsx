import {
  CalendarPlus,
  CopyPlus,
  Ellipsis,
  FileUp,
  History,
  Keyboard,
  LayoutTemplate,
  Link2,
} from "lucide-react";

import { useMay } from "@/api/queries/useMe";
import { TEXTS } from "@/features/filters/texts";
import { atWallTime } from "@/geometry/calendar";
import { useTexts } from "@/i18n/language";
import { useCreating } from "@/state/creating";
import { useDialogs } from "@/state/dialogs";
import { tell } from "@/state/notices";
import { useSelection } from "@/state/selection";
import { IconButton } from "@/ui/Button";
import { Menu, MenuItem, MenuLine } from "@/ui/Menu";
import { usePlan } from "@/view/usePlan";
import { useView } from "@/view/useView";
import { writeView } from "@/view/view";

/** What is done now and then. */
export function PlanMenu() {
  const texts = useTexts(TEXTS);
  const mayWrite = useMay("write");
  const mayAdminister = useMay("administer");
  const show = useDialogs((state) => state.show);
  const open = useSelection((state) => state.open);
  const share = useShare();
  const newShift = useNewShift();
  return (
    <Menu
      trigger={
        <IconButton label={texts.more}>
          <Ellipsis size={18} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        label={texts.versions}
        icon={<History size={16} aria-hidden />}
        onSelect={() => open({ kind: "versions" })}
      />
      {mayWrite && (
        <>
          <MenuLine />
          <MenuItem
            label={texts.newShift}
            icon={<CalendarPlus size={16} aria-hidden />}
            shortcut="N"
            onSelect={newShift}
          />
          <MenuItem
            label={texts.copyWeek}
            icon={<CopyPlus size={16} aria-hidden />}
            onSelect={() => show("copy-week")}
          />
          <MenuItem
            label={texts.generate}
            icon={<LayoutTemplate size={16} aria-hidden />}
            onSelect={() => show("generate")}
          />
        </>
      )}
      {mayAdminister && (
        <MenuItem
          label={texts.importFile}
          icon={<FileUp size={16} aria-hidden />}
          onSelect={() => show("import")}
        />
      )}
      <MenuLine />
      <MenuItem label={texts.share} icon={<Link2 size={16} aria-hidden />} onSelect={share} />
      <MenuItem
        label={texts.keys}
        icon={<Keyboard size={16} aria-hidden />}
        shortcut="?"
        onSelect={() => show("keys")}
      />
    </Menu>
  );
}

/** Asks for a shift on the day that the view stands on, in the usual hours of work. */
function useNewShift(): () => void {
  const ask = useCreating((state) => state.ask);
  const { date, zone } = usePlan();
  return () =>
    ask({
      from: atWallTime(date, "09:00", zone),
      to: atWallTime(date, "17:00", zone),
      row: null,
      anchor: null,
    });
}

/** Copies the address of what is shown, its day named, so that it stays that view tomorrow. */
function useShare(): () => void {
  const texts = useTexts(TEXTS);
  const view = useView();
  const { date } = usePlan();
  return () => {
    const link = `${location.origin}${location.pathname}${writeView({ ...view, date })}`;
    copied(link).then(
      () => tell({ tone: "done", title: texts.shared }),
      () => tell({ tone: "info", title: texts.notCopied, lines: [link] }),
    );
  };
}

/** Rejected where the browser has no clipboard for this page, as on a plain address of another machine. */
async function copied(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
