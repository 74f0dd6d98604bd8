import { useState } from "react";

import { useShiftTemplates } from "@/api/queries/useShiftTemplates";
import { offeredTemplates } from "@/features/create/fitting";
import style from "@/features/create/create.module.css";
import { OwnShift } from "@/features/create/OwnShift";
import { Templates } from "@/features/create/Templates";
import { TEXTS } from "@/features/create/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import type { AskedCreation } from "@/state/creating";
import { Tabs } from "@/ui/Tabs";
import { shortDay, span } from "@/view/format";
import { useView } from "@/view/useView";

export interface CreateProps {
  readonly plan: Plan;
  readonly asked: AskedCreation;
  readonly zone: string;
}

/** A template or a shift of one's own; `bare`: the window around it has the title. */
export function CreateForm({ plan, asked, zone, bare }: CreateProps & { readonly bare?: boolean }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const view = useView();
  const templates = useShiftTemplates();
  const [chosen, choose] = useState<"templates" | "own" | null>(null);
  const offered = templates.data ? offeredTemplates(templates.data, plan, asked, view) : null;
  // Until the planner chooses: templates, unless none fits.
  const kind = chosen ?? (offered === null || offered.some((one) => one.fits) ? "templates" : "own");
  const person = asked.row?.kind === "collaborator" ? texts.forPerson(asked.row.label) : null;
  return (
    <div className={style.create}>
      <header className={style.head}>
        {!bare && <h2 className={style.title}>{texts.title}</h2>}
        <p className={style.when}>
          {shortDay(asked.from, zone, language)}, {span(asked.from, asked.to, zone, language)}
          {person !== null && <span className={style.person}> {person}</span>}
        </p>
      </header>
      <Tabs
        label={texts.kinds}
        value={kind}
        onChange={choose}
        tabs={[
          {
            value: "templates",
            label: texts.fromTemplate,
            content: <Templates plan={plan} asked={asked} zone={zone} offered={offered} />,
          },
          { value: "own", label: texts.own, content: <OwnShift plan={plan} asked={asked} zone={zone} /> },
        ]}
      />
    </div>
  );
}
