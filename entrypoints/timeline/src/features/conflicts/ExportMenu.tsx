import { Braces, Download, Sheet } from "lucide-react";

import { csvOf, download, jsonOf, type ExportContext } from "@/features/conflicts/exports";
import { TEXTS } from "@/features/conflicts/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Conflict } from "@/plan/model";
import { IconButton } from "@/ui/Button";
import { Menu, MenuItem } from "@/ui/Menu";
import { usePlan } from "@/view/usePlan";

interface ExportMenuProps {
  readonly conflicts: readonly Conflict[];
  readonly context: Omit<ExportContext, "language">;
}

/** The findings listed, as a file. */
export function ExportMenu({ conflicts, context }: ExportMenuProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { date } = usePlan();
  const whole = { ...context, language };
  const name = `${texts.file}-${date}`;
  return (
    <Menu
      trigger={
        <IconButton label={texts.export}>
          <Download size={16} aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        label={texts.csv}
        icon={<Sheet size={16} aria-hidden />}
        onSelect={() => download(`${name}.csv`, "text/csv", csvOf(conflicts, whole))}
      />
      <MenuItem
        label={texts.json}
        icon={<Braces size={16} aria-hidden />}
        onSelect={() => download(`${name}.json`, "application/json", jsonOf(conflicts, whole))}
      />
    </Menu>
  );
}
