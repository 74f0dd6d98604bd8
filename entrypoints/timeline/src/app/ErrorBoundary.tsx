import { Component, type ErrorInfo, type ReactNode } from "react";

import { currentLanguage } from "@/i18n/language";
import style from "@/app/ErrorBoundary.module.css";
import { Button, names } from "@/ui/Button";

const TEXTS = {
  en: {
    whole: "The page ran into an error",
    part: "This part of the page ran into an error",
    kept: "What was saved is safe on the server. Reload the page to go on.",
    reload: "Reload",
    again: "Try again",
  },
  fr: {
    whole: "La page a rencontré une erreur",
    part: "Cette partie de la page a rencontré une erreur",
    kept: "Ce qui a été enregistré est en sécurité sur le serveur. Rechargez la page pour continuer.",
    reload: "Recharger",
    again: "Réessayer",
  },
};

interface BoundaryProps {
  readonly children: ReactNode;
  /** Where it stands: filling its place, or beside other parts that go on working. */
  readonly part?: "bar" | "panel" | "plan" | "unseen";
}

/** Keeps the rest of the page whole when what is inside fails: a sentence and a way on stand in its place. */
export class ErrorBoundary extends Component<BoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    const { children, part } = this.props;
    if (!this.state.failed) return children;
    // What draws nothing of its own in the usual case leaves nothing behind either.
    if (part === "unseen") return null;
    const texts = TEXTS[currentLanguage()];
    return (
      <div className={names(style.failed, part && style[part])} role="alert">
        <p className={style.title}>{part ? texts.part : texts.whole}</p>
        <p>{texts.kept}</p>
        <div className={style.ways}>
          {part && <Button onClick={() => this.setState({ failed: false })}>{texts.again}</Button>}
          <Button look="primary" onClick={() => location.reload()}>
            {texts.reload}
          </Button>
        </div>
      </div>
    );
  }
}
