import { ChevronRight, UserPlus, Users } from "lucide-react";
import { useState, type CSSProperties } from "react";

import { useMay } from "@/api/queries/useMe";
import { startPersonDrag } from "@/features/drag/personDrag";
import { Hours } from "@/features/people/Hours";
import style from "@/features/people/people.module.css";
import { TEXTS } from "@/features/people/texts";
import { useAssignTo, type ShiftTarget } from "@/features/people/useAssignTo";
import { useTexts } from "@/i18n/language";
import type { Collaborator, Plan, Team } from "@/plan/model";
import { matches } from "@/plan/rows";
import { useSelection } from "@/state/selection";
import { IconButton, names } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { FindField } from "@/ui/FindField";
import { VirtualList } from "@/ui/VirtualList";

const ROW = 62;

/** The list of people: to look up, to drag onto a shift, to assign to the one that is selected. */
export function PeopleList({ plan, zone }: { plan: Plan; zone: string }) {
  const texts = useTexts(TEXTS);
  const [search, setSearch] = useState("");
  const mayWrite = useMay("write");
  const target = useAssignTo(plan, zone);
  const all = [...plan.collaborators.values()];
  const shown = all.filter((one) => matches(search, searchedIn(plan, one)));
  return (
    <div className={style.listed}>
      <FindField label={texts.search} value={search} onChange={setSearch} />
      <p className={style.quiet} role="status">
        {texts.count(shown.length, all.length)}
      </p>
      {mayWrite && all.length > 0 && (
        <p className={style.hint}>{target ? texts.target(target.title) : texts.hint}</p>
      )}
      {shown.length === 0 ? (
        <EmptyState icon={<Users size={22} />} title={all.length === 0 ? texts.nobody : texts.none} />
      ) : (
        <VirtualList
          label={texts.title}
          className={style.people}
          items={shown}
          keyOf={(one) => one.id}
          estimate={() => ROW}
          render={(one) => (
            <PersonRow plan={plan} person={one} target={mayWrite ? target : null} draggable={mayWrite} />
          )}
        />
      )}
    </div>
  );
}

/** Somebody is found by name, team, role and skill. */
function searchedIn(plan: Plan, person: Collaborator): string {
  return [person.name, teamOf(plan, person)?.name, ...rolesOf(plan, person), ...skillsOf(plan, person)].join(
    " ",
  );
}

interface PersonRowProps {
  readonly plan: Plan;
  readonly person: Collaborator;
  readonly target: ShiftTarget | null;
  readonly draggable: boolean;
}

function PersonRow({ plan, person, target, draggable }: PersonRowProps) {
  const texts = useTexts(TEXTS);
  const open = useSelection((state) => state.open);
  const team = teamOf(plan, person);
  const about = [team?.name ?? texts.noTeam, ...rolesOf(plan, person)].join(" · ");
  return (
    <div className={style.row}>
      <button
        type="button"
        data-main
        className={style.person}
        aria-label={texts.open(person.name)}
        onClick={() => open({ kind: "people", collaboratorId: person.id })}
        onPointerDown={(event) => draggable && startPersonDrag(person.id, person.name, event)}
      >
        <span className={names("hued", style.dot)} style={hueOf(team)} aria-hidden />
        <span className={style.text}>
          <span className={style.name} title={person.name}>
            {person.name}
          </span>
          <span className={style.about} title={about}>
            {person.active ? about : texts.inactive}
          </span>
          <Hours plan={plan} person={person} />
        </span>
        {!target && <ChevronRight size={14} aria-hidden className={style.on} />}
      </button>
      {target && person.active && (
        <IconButton
          label={texts.assign(person.name)}
          look="plain"
          disabled={target.has(person.id)}
          onClick={() => void target.assign(person)}
        >
          <UserPlus size={15} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function hueOf(team: Team | undefined): CSSProperties & Record<"--hue", string> {
  return { "--hue": team?.colour ?? "var(--line-control)" };
}

function teamOf(plan: Plan, person: Collaborator) {
  return person.teamId === null ? undefined : plan.teams.get(person.teamId);
}

function rolesOf(plan: Plan, person: Collaborator): string[] {
  return person.roleIds.flatMap((id) => plan.roles.get(id)?.name ?? []);
}

function skillsOf(plan: Plan, person: Collaborator): string[] {
  return person.skillIds.flatMap((id) => plan.skills.get(id)?.name ?? []);
}
