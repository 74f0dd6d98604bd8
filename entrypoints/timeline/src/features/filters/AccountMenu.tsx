import { CalendarDays, LogOut } from "lucide-react";
import { useState } from "react";

import { useMe } from "@/api/queries/useMe";
import { useSignOut } from "@/api/queries/useSignOut";
import { CalendarDialog } from "@/features/calendar/CalendarDialog";
import { TEXTS } from "@/features/filters/texts";
import style from "@/features/filters/Toolbar.module.css";
import { useLanguageState, useTexts } from "@/i18n/language";
import { tell } from "@/state/notices";
import { IconButton } from "@/ui/Button";
import { Menu, MenuChoice, MenuItem, MenuLine, MenuTitle } from "@/ui/Menu";

const LANGUAGES = [
  { value: "fr", label: "Français", lang: "fr" },
  { value: "en", label: "English", lang: "en" },
] as const;

/** Who is signed in, the language, and the way out. */
export function AccountMenu() {
  const texts = useTexts(TEXTS);
  const me = useMe().data;
  const signOut = useSignOut();
  const { language, choose } = useLanguageState();
  const [subscribing, setSubscribing] = useState(false);
  const name = me?.user_id ?? "…";
  const own = me?.role === "member" ? me.collaborator_id : null;
  const leave = () =>
    signOut.mutate(undefined, {
      onError: (error) => tell({ tone: "refused", title: texts.notSignedOut, lines: [error.message] }),
    });
  return (
    <>
      <Menu
        trigger={
          <IconButton label={texts.account(name)}>
            <span className={style.person} aria-hidden>
              {initial(name)}
            </span>
          </IconButton>
        }
      >
        {me && (
          <MenuTitle>
            <strong dir="auto">{name}</strong> · {texts.roleNames[me.role]}
          </MenuTitle>
        )}
        <MenuLine />
        <MenuChoice title={texts.language} value={language} options={LANGUAGES} onChange={choose} />
        <MenuLine />
        {own !== null && (
          <MenuItem
            label={texts.calendar}
            icon={<CalendarDays size={16} aria-hidden />}
            onSelect={() => setSubscribing(true)}
          />
        )}
        <MenuItem label={texts.signOut} icon={<LogOut size={16} aria-hidden />} onSelect={leave} />
      </Menu>
      {me && own !== null && subscribing && (
        <CalendarDialog collaboratorId={own} zone={me.timezone} onClose={() => setSubscribing(false)} />
      )}
    </>
  );
}

/** The first letter as a reader counts letters, so that an emoji stays whole. */
function initial(name: string): string {
  const [first] = new Intl.Segmenter().segment(name.trim());
  return (first?.segment ?? "?").toUpperCase();
}
