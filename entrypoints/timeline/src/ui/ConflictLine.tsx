import { OctagonAlert, ShieldCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { useTexts } from "@/i18n/language";
import { straight } from "@/plan/bidi";
import type { Conflict } from "@/plan/model";
import { names } from "@/ui/Button";
import style from "@/ui/ConflictLine.module.css";

const TEXTS = {
  en: { hard: "Not allowed", soft: "To be avoided", overridden: "Allowed by exception" },
  fr: { hard: "Interdit", soft: "À éviter", overridden: "Autorisé par dérogation" },
};

interface ConflictLineProps {
  readonly conflict: Pick<Conflict, "type" | "message" | "overridden">;
  /** What the rule rests on. */
  readonly legalSource?: string | null | undefined;
  /** Small and without ground, for long lists. */
  readonly compact?: boolean;
  /** What can be done about it. */
  readonly children?: ReactNode;
}

/** A finding: how grave it is by sign, word and colour, its sentence and its legal source. */
export function ConflictLine({ conflict, legalSource, compact, children }: ConflictLineProps) {
  const texts = useTexts(TEXTS);
  const kind = conflict.overridden ? "overridden" : conflict.type;
  const Sign = kind === "overridden" ? ShieldCheck : kind === "hard" ? OctagonAlert : TriangleAlert;
  return (
    <div className={names(style.line, style[kind], compact && style.compact)}>
      <Sign className={style.sign} size={15} aria-hidden />
      <div className={style.text}>
        <p className={style.message}>
          <span className="unseen">{texts[kind]}: </span>
          {straight(conflict.message)}
        </p>
        {(kind === "overridden" || (legalSource ?? "") !== "") && (
          <p className={style.source}>
            {kind === "overridden" && <span>{texts.overridden}</span>}
            {(legalSource ?? "") !== "" && <span>{legalSource}</span>}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
