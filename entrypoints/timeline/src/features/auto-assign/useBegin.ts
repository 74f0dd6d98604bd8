/** A run begun from what was asked for, or what is wrong with that, by field. */
import { useState } from "react";

import { ProblemError } from "@/api/problem";
import { useStartJob, type JobWish } from "@/api/queries/useStartJob";
import { faultsOf, refusalsOf, wishOf, type Faults, type Options } from "@/features/auto-assign/options";
import { OPTIONS } from "@/features/auto-assign/optionTexts";
import { useTexts } from "@/i18n/language";
import { changeView } from "@/view/useView";

export type Where = Pick<JobWish, "from" | "to" | "site_ids" | "mission_ids" | "shift_ids">;

export interface Begin {
  readonly begin: (where: Where) => void;
  readonly pending: boolean;
  readonly faults: Faults;
  /** A field was altered: what was wrong with it is mended, as far as is known. */
  readonly forget: (field: string) => void;
  /** What is wrong as a whole, in sentences; empty: nothing. */
  readonly said: readonly string[];
}

/** `onFaults` is told the first field that is wrong. */
export function useBegin(options: Options, onFaults: () => void): Begin {
  const texts = useTexts(OPTIONS);
  const start = useStartJob();
  const [faults, setFaults] = useState<Faults>({});
  const [said, setSaid] = useState<readonly string[]>([]);

  function refuse(wrong: Faults, sentences: readonly string[]): void {
    setFaults(wrong);
    setSaid(sentences);
    if (Object.keys(wrong).length > 0) onFaults();
  }

  function begin(where: Where): void {
    if (start.isPending) return;
    const wrong = faultsOf(options, texts);
    const right = Object.keys(wrong).length === 0;
    refuse(wrong, right ? [] : [texts.mend]);
    if (!right) return;
    start.mutate(
      { ...where, ...wishOf(options) },
      {
        onSuccess: (job) => changeView({ job: job.job_id }),
        onError: (error) => {
          const told = error instanceof ProblemError ? (error.body?.errors ?? []) : [];
          const refused = refusalsOf(told);
          const known = Object.keys(refused.faults).length > 0;
          refuse(refused.faults, [known ? texts.mend : error.message, ...refused.rest]);
        },
      },
    );
  }

  function forget(field: string): void {
    const rest = Object.fromEntries(Object.entries(faults).filter(([name]) => name !== field));
    setFaults(field === "advanced" ? {} : rest);
    if (Object.keys(rest).length === 0 || field === "advanced") setSaid([]);
  }

  return { begin, pending: start.isPending, faults, forget, said };
}
