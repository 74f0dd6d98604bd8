import type { ReactNode } from "react";

import type { Job } from "@/api/queries/useJob";
import style from "@/features/auto-assign/AutoAssign.module.css";
import { TEXTS } from "@/features/auto-assign/texts";
import { decimal } from "@/features/auto-assign/words";
import { useLanguage, useTexts } from "@/i18n/language";

interface FiguresProps {
  readonly job: Job;
  /** What the first figure is of, and the figure. */
  readonly name: string;
  readonly children: ReactNode;
  readonly elapsed: ReactNode;
}

/** How well a job does, or did, and how long it took. */
export function Figures({ job, name, children, elapsed }: FiguresProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  return (
    <dl className={style.figures}>
      <div>
        <dt>{name}</dt>
        <dd>{children}</dd>
      </div>
      <div title={texts.objectiveHint}>
        <dt>{texts.objective}</dt>
        <dd>{job.objective === null ? "–" : decimal(job.objective, language)}</dd>
      </div>
      <div>
        <dt>{texts.elapsed}</dt>
        <dd>{elapsed}</dd>
      </div>
    </dl>
  );
}

/** `42 s`, `3 min 05 s` */
export function took(from: number, to: number): string {
  const seconds = Math.max(0, Math.round((to - from) / 1000));
  const rest = String(seconds % 60).padStart(2, "0");
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${rest} s`;
}
