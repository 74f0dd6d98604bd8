import { useEffect } from "react";

import style from "@/app/ErrorBoundary.module.css";
import { useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";

const TEXTS = {
  en: { title: "Planning PRO is out of reach", again: "Try again" },
  fr: { title: "Planning PRO est injoignable", again: "Réessayer" },
};

const EACH = 5_000;

/** The API does not answer yet: says so, and looks again by itself. */
export function Unreachable({ message, retry }: { message: string; retry: () => void }) {
  const texts = useTexts(TEXTS);
  useEffect(() => {
    const timer = setInterval(retry, EACH);
    return () => clearInterval(timer);
  }, [retry]);
  return (
    <main className={style.failed}>
      <h1 className={style.title}>{texts.title}</h1>
      <p role="alert">{message}</p>
      <div className={style.ways}>
        <Button look="primary" onClick={retry}>
          {texts.again}
        </Button>
      </div>
    </main>
  );
}
