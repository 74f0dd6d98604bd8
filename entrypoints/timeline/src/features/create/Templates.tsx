import { useState, type KeyboardEvent } from "react";

import type { ShiftTemplate } from "@/api/queries/useShiftTemplates";
import type { CreateProps } from "@/features/create/CreateForm";
import style from "@/features/create/create.module.css";
import { ownTimes, shiftFrom, type OfferedTemplate } from "@/features/create/fitting";
import { TEXTS } from "@/features/create/texts";
import { newIds, useCreate, wanted } from "@/features/create/useCreate";
import { dayOf } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Window } from "@/plan/model";
import { matches } from "@/plan/rows";
import { FindField } from "@/ui/FindField";
import { Segmented } from "@/ui/Segmented";
import { clock, span } from "@/view/format";

const MANY = 6;
const SHOWN = 60;

/** The templates to choose from: one press makes the shift. */
export function Templates({
  plan,
  asked,
  zone,
  offered,
}: CreateProps & { readonly offered: readonly OfferedTemplate[] | null }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const create = useCreate(plan, asked, zone);
  const [times, setTimes] = useState<"asked" | "own">(asked.anchor ? "asked" : "own");
  const [search, setSearch] = useState("");
  if (offered === null) return <p role="status">{texts.loading}</p>;
  if (offered.length === 0) return <p className={style.quiet}>{texts.noTemplates}</p>;
  const found = offered.filter((one) => matches(search, one.template.name)).slice(0, SHOWN);
  const timesOf = (template: ShiftTemplate): Window => {
    const local = plan.sites.get(template.site_id)?.timezone ?? plan.timezone;
    return times === "asked" ? asked : ownTimes(template, dayOf(asked.from, local), local);
  };
  const listed = (fits: boolean) => found.filter((one) => one.fits === fits);
  const list = (fits: boolean, label: string) =>
    listed(fits).length > 0 && (
      <ul className={style.list} aria-label={label}>
        {listed(fits).map(({ template }, i) => {
          const data = shiftFrom(template, timesOf(template));
          return (
            <li key={template.id}>
              <button
                type="button"
                className={style.template}
                autoFocus={fits && i === 0 && search === ""}
                onClick={() => void create(wanted(data, asked.row, newIds()), data)}
              >
                <span className={style.name} title={template.name}>
                  {template.name}
                </span>
                <span className={style.figures}>
                  {span(data.startsAt, data.endsAt, zone, language)} · {texts.people(template.headcount)}
                </span>
                <span className={style.place}>
                  {[plan.roles.get(template.role_id)?.name, plan.sites.get(template.site_id)?.name]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    );
  return (
    <div className={style.part} onKeyDown={stepThrough}>
      <Segmented
        label={texts.when}
        value={times}
        onChange={setTimes}
        options={[
          {
            value: "asked",
            label: texts.atAsked(`${clock(asked.from, zone, language)} – ${clock(asked.to, zone, language)}`),
          },
          { value: "own", label: texts.atOwn },
        ]}
      />
      {offered.length > MANY && <FindField label={texts.search} value={search} onChange={setSearch} />}
      <div className={style.scroll}>
        {list(true, texts.templates)}
        {listed(false).length > 0 && <p className={style.quiet}>{texts.others}</p>}
        {list(false, texts.others)}
        {found.length === 0 && <p className={style.quiet}>{texts.noTemplate}</p>}
      </div>
    </div>
  );
}

/** Arrows go through the templates, from the search too. */
function stepThrough(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>(`li > button`)];
  const at = buttons.findIndex((one) => one === document.activeElement);
  const next = buttons[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
