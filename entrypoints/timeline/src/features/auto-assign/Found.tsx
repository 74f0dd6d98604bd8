import { Check, X } from "lucide-react";
import { useMemo } from "react";

import type { Job } from "@/api/queries/useJob";
import { useMay } from "@/api/queries/useMe";
import style from "@/features/auto-assign/AutoAssign.module.css";
import explain from "@/features/auto-assign/Explain.module.css";
import { EXPLAIN } from "@/features/auto-assign/explainTexts";
import { GroupName } from "@/features/auto-assign/GroupName";
import { Penalty } from "@/features/auto-assign/Parts";
import { byPerson, byShift, open, type Group, type Proposed } from "@/features/auto-assign/review";
import { showProposal } from "@/features/auto-assign/show";
import { partsOf, points } from "@/features/auto-assign/terms";
import { TEXTS } from "@/features/auto-assign/texts";
import { useProposals } from "@/features/auto-assign/useProposals";
import { useWhen } from "@/features/auto-assign/useWhen";
import { WhyPerson } from "@/features/auto-assign/WhyPerson";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan, Shift } from "@/plan/model";
import { IconButton, names } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { VirtualList } from "@/ui/VirtualList";

interface FoundProps {
  readonly by: "shift" | "person";
  readonly proposals: readonly Proposed[];
  readonly plan: Plan;
  readonly job: Job;
}

/** Proposals under their shifts or their people, each and each group to be decided. */
export function Found({ by, proposals, plan, job }: FoundProps) {
  const texts = useTexts(TEXTS);
  const groups = useMemo(() => (by === "shift" ? byShift(proposals) : byPerson(proposals)), [by, proposals]);
  if (groups.length === 0) {
    return (
      <EmptyState title={texts.nothing}>
        <p>{texts.nothingWhy}</p>
      </EmptyState>
    );
  }
  return (
    <VirtualList
      label={by === "shift" ? texts.byShift : texts.byPerson}
      className={style.list}
      items={groups}
      keyOf={(group) => group.key}
      estimate={(group) => 52 + group.proposals.length * 58}
      render={(group) => <GroupCard by={by} group={group} plan={plan} job={job} />}
    />
  );
}

interface GroupProps {
  readonly by: "shift" | "person";
  readonly group: Group;
  readonly plan: Plan;
  readonly job: Job;
}

function GroupCard({ by, group, plan, job }: GroupProps) {
  const texts = useTexts(TEXTS);
  const jobId = job.job_id;
  const [first] = group.proposals;
  const undecided = open(group.proposals);
  const whenOf = useWhen();
  if (!first) return null;
  const title = by === "shift" ? placeOf(first.shift, plan) : first.person.name;
  const detail = by === "shift" ? whenOf(first.shift) : texts.shifts(group.proposals.length);
  return (
    <div className={style.group}>
      <div className={style.groupHead}>
        <GroupName
          title={title}
          detail={detail}
          onOpen={() => showProposal(first.shift, first.assignmentId)}
        />
        {group.proposals.length > 1 && <Decide ids={undecided} what={`${title}, ${detail}`} jobId={jobId} />}
      </div>
      {by === "person" && <Share terms={job.terms_by_person[first.person.id]} />}
      <ul>
        {group.proposals.map((one) => (
          <OneProposal key={one.assignmentId} by={by} one={one} plan={plan} jobId={jobId} />
        ))}
      </ul>
    </div>
  );
}

/** What of the penalty is due to one person's work. */
function Share({ terms }: { terms: unknown }) {
  const words = useTexts(EXPLAIN);
  const language = useLanguage();
  const sum = partsOf(terms).reduce((all, one) => all + one.points, 0);
  return (
    <div className={explain.share}>
      <Penalty title={words.share(points(sum, language))} terms={terms} />
    </div>
  );
}

function OneProposal({
  by,
  one,
  plan,
  jobId,
}: {
  by: "shift" | "person";
  one: Proposed;
  plan: Plan;
  jobId: string;
}) {
  const texts = useTexts(TEXTS);
  const whenOf = useWhen();
  const label = by === "shift" ? one.person.name : placeOf(one.shift, plan);
  const decided = one.fate !== "proposed";
  return (
    <li className={names(style.proposal, decided && style.past)}>
      <span className={style.grow}>
        <span className={style.name} dir="auto" title={label}>
          {label}
        </span>
        {by === "person" && <small>{whenOf(one.shift)}</small>}
        <WhyPerson plan={plan} name={one.person.name} score={one.score} reasons={one.reasons} />
      </span>
      {one.fate === "proposed" ? (
        <Decide ids={[one.assignmentId]} what={`${one.person.name}, ${whenOf(one.shift)}`} jobId={jobId} />
      ) : (
        <span className={style.fate}>{texts.seen[one.fate]}</span>
      )}
    </li>
  );
}

/** Accept and reject, by signs that name what they decide. */
function Decide({ ids, what, jobId }: { ids: readonly string[]; what: string; jobId: string }) {
  const texts = useTexts(TEXTS);
  const may = useMay("write");
  const { accept, reject } = useProposals();
  if (!may || ids.length === 0) return null;
  return (
    <span className={style.decide}>
      <IconButton
        label={texts.acceptOf(what)}
        className={style.accept}
        onClick={() => void accept(ids, jobId)}
      >
        <Check size={16} aria-hidden />
      </IconButton>
      <IconButton label={texts.rejectOf(what)} className={style.reject} onClick={() => void reject(ids)}>
        <X size={16} aria-hidden />
      </IconButton>
    </span>
  );
}

export function placeOf(shift: Shift, plan: Plan): string {
  const role = plan.roles.get(shift.roleId)?.name ?? "";
  const mission = plan.missions.get(shift.missionId)?.name ?? "";
  return `${role} · ${mission}`;
}
