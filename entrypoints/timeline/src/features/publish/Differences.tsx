import { ArrowRight, Minus, PenLine, Plus, UserRound } from "lucide-react";
import { useMemo, useState } from "react";

import type { PlanDiff } from "@/api/queries/usePublicationDiff";
import { useShiftTemplates } from "@/api/queries/useShiftTemplates";
import {
  namesIn,
  personLines,
  shiftLines,
  type DifferenceKind,
  type PersonLine,
  type ShiftLine,
  type Words,
} from "@/features/publish/differences";
import style from "@/features/publish/Differences.module.css";
import { TEXTS } from "@/features/publish/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan } from "@/plan/model";
import { names } from "@/ui/Button";
import { Tabs } from "@/ui/Tabs";
import { VirtualList } from "@/ui/VirtualList";
import { usePlan } from "@/view/usePlan";

type Line =
  | { readonly kind: "head"; readonly key: string; readonly title: string; readonly count: number }
  | { readonly kind: "person"; readonly key: string; readonly person: PersonLine }
  | { readonly kind: "shift"; readonly key: string; readonly shift: ShiftLine; readonly ofPerson: boolean };

const KINDS: readonly DifferenceKind[] = ["added", "changed", "removed"];

/** What differs between two states of the published plan: how much, shift by shift, person by person. */
export function Differences({ diff, plan }: { diff: PlanDiff; plan: Plan }) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { zone } = usePlan();
  const [by, setBy] = useState<"shift" | "person">("shift");
  const templates = useShiftTemplates(diff.changed.some((one) => one.fields.includes("template_id"))).data;
  const words = useMemo<Words>(
    () => ({
      plan,
      names: namesIn(diff),
      templates: new Map(templates?.map((one) => [one.id, one.name])),
      texts,
      language,
      zone,
    }),
    [plan, diff, templates, texts, language, zone],
  );
  const shifts = useMemo(() => byShift(diff, words), [diff, words]);
  const people = useMemo(() => byPerson(diff, words), [diff, words]);
  return (
    <div className={style.differences}>
      <ul className={style.summary} aria-label={texts.summary}>
        {KINDS.map((kind) => (
          <li key={kind} className={style[kind]}>
            <Sign kind={kind} />
            {texts[kind](diff[kind].length)}
          </li>
        ))}
        <li className={style.people}>
          <UserRound size={14} aria-hidden />
          {texts.peopleOf(diff.people.length)}
        </li>
      </ul>
      <Tabs
        label={texts.differences}
        value={by}
        onChange={setBy}
        tabs={[
          { value: "shift", label: texts.byShift, content: <Lines label={texts.byShift} lines={shifts} /> },
          {
            value: "person",
            label: texts.byPerson,
            content:
              people.length > 0 ? (
                <Lines label={texts.byPerson} lines={people} />
              ) : (
                <p className={style.nobody}>{texts.nobodyAffected}</p>
              ),
          },
        ]}
      />
    </div>
  );
}

function Lines({ label, lines }: { label: string; lines: readonly Line[] }) {
  return (
    <VirtualList
      className={style.list}
      still
      label={label}
      items={lines}
      keyOf={(line) => line.key}
      estimate={(line) => (line.kind === "shift" ? 52 : 34)}
      render={(line) => <OneLine line={line} />}
    />
  );
}

function OneLine({ line }: { line: Line }) {
  if (line.kind === "head") {
    return (
      <h4 className={style.head}>
        {line.title} <span className={style.count}>{line.count}</span>
      </h4>
    );
  }
  if (line.kind === "person") {
    return (
      <h4 className={style.head} dir="auto" title={line.person.name}>
        {line.person.name} <span className={style.count}>{line.person.shifts.length}</span>
      </h4>
    );
  }
  return <ShiftRow shift={line.shift} ofPerson={line.ofPerson} />;
}

function ShiftRow({ shift, ofPerson }: { shift: ShiftLine; ofPerson: boolean }) {
  const texts = useTexts(TEXTS);
  const kinds = ofPerson ? texts.personKinds : texts.kinds;
  return (
    <div className={names(style.shift, style[shift.kind])}>
      <span className={style.sign} title={kinds[shift.kind]}>
        <Sign kind={shift.kind} />
        <span className="unseen">{kinds[shift.kind]}</span>
      </span>
      <div className={style.text}>
        <p className={style.when}>
          <strong>{shift.when}</strong>
          <span title={shift.what} dir="auto">
            {shift.what}
          </span>
        </p>
        {shift.kind === "changed" && <Changes shift={shift} />}
        {shift.kind !== "changed" && !ofPerson && (
          <p className={style.staff}>{shift.staff.join(", ") || texts.unstaffed}</p>
        )}
      </div>
    </div>
  );
}

function Changes({ shift }: { shift: ShiftLine }) {
  const texts = useTexts(TEXTS);
  return (
    <dl className={style.changes}>
      {shift.changes.map((change) => (
        <div key={change.field}>
          <dt>{change.field}</dt>
          <dd>
            <del>{change.from}</del>
            <ArrowRight size={12} role="img" aria-label={texts.becomes} />
            <ins>{change.to}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Sign({ kind }: { kind: DifferenceKind }) {
  if (kind === "added") return <Plus size={14} aria-hidden />;
  return kind === "removed" ? <Minus size={14} aria-hidden /> : <PenLine size={13} aria-hidden />;
}

function byShift(diff: PlanDiff, words: Words): Line[] {
  return KINDS.flatMap((kind): Line[] => {
    const lines = shiftLines(diff, kind, words);
    if (lines.length === 0) return [];
    const title = words.texts.kinds[kind];
    return [
      { kind: "head", key: kind, title, count: lines.length },
      ...lines.map((shift): Line => ({
        kind: "shift",
        key: `${kind} ${shift.shiftId}`,
        shift,
        ofPerson: false,
      })),
    ];
  });
}

function byPerson(diff: PlanDiff, words: Words): Line[] {
  return personLines(diff, words).flatMap((person): Line[] => [
    { kind: "person", key: person.id, person },
    ...person.shifts.map((shift): Line => ({
      kind: "shift",
      key: `${person.id} ${shift.kind} ${shift.shiftId}`,
      shift,
      ofPerson: true,
    })),
  ]);
}
