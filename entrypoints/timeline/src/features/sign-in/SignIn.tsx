/** Asks for a token, or takes the code of a one-time link. */
import { Dialog as Base } from "@base-ui/react/dialog";
import { useEffect } from "react";

import { useMe } from "@/api/queries/useMe";
import { useLinkState } from "@/features/sign-in/link";
import { Provider, ProviderElsewhere } from "@/features/sign-in/Provider";
import style from "@/features/sign-in/SignIn.module.css";
import { TEXTS } from "@/features/sign-in/texts";
import { TokenForm } from "@/features/sign-in/TokenForm";
import { useLanguageState, useTexts, type Language } from "@/i18n/language";
import { useSession } from "@/state/session";
import { names } from "@/ui/Button";
import dialog from "@/ui/Dialog.module.css";
import { Segmented } from "@/ui/Segmented";

/** A page of its own; where a session ended meanwhile, a window over the plan, which stays as it is. */
export function SignIn() {
  const ended = useSession((state) => state.state === "ended");
  return ended ? <EndedSession /> : <SignInPage />;
}

function SignInPage() {
  const texts = useTexts(TEXTS);
  const fault = useLinkState((state) => state.fault);
  return (
    <main className={style.page}>
      <div className={style.card}>
        <img className={style.mark} src="/icon.svg" alt="" width={40} height={40} />
        <h1 className={style.title}>{texts.welcome}</h1>
        <p className={style.intro}>{texts.intro}</p>
        <Provider />
        <TokenForm fault={fault} />
        <Whence />
      </div>
      <LanguageSwitch />
    </main>
  );
}

function EndedSession() {
  const texts = useTexts(TEXTS);
  const fault = useLinkState((state) => state.fault);
  useSignedInElsewhere();
  return (
    <Base.Root open onOpenChange={() => undefined}>
      <Base.Portal>
        <Base.Backdrop className={dialog.backdrop} />
        <Base.Popup className={names(dialog.popup, style.over)}>
          <Base.Title className={style.title}>{texts.ended}</Base.Title>
          <Base.Description className={style.intro}>{texts.endedIntro}</Base.Description>
          <ProviderElsewhere />
          <TokenForm fault={fault} />
          <Whence />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** A link opened in another tab signs the whole browser in: seen when this tab is looked at again. */
function useSignedInElsewhere(): void {
  const { refetch } = useMe();
  useEffect(() => {
    const look = () => void (document.visibilityState === "visible" && refetch());
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [refetch]);
}

function Whence() {
  const texts = useTexts(TEXTS);
  return (
    <details className={style.whence}>
      <summary>{texts.where}</summary>
      <p>{texts.link}</p>
      <code className={style.command}>planning link</code>
      <p>{texts.tokenCommand}</p>
      <code className={style.command}>planning token create ana --role planner</code>
      <p>{texts.ask}</p>
    </details>
  );
}

const LANGUAGES: readonly { value: Language; label: string }[] = [
  { value: "fr", label: "Français" },
  { value: "en", label: "English" },
];

function LanguageSwitch() {
  const texts = useTexts(TEXTS);
  const { language, choose } = useLanguageState();
  return <Segmented label={texts.language} value={language} options={LANGUAGES} onChange={choose} />;
}
