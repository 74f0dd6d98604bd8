import { useState, type ReactNode } from "react";

import { useWriteReference } from "@/api/queries/useWriteReference";
import { useEdits } from "@/features/edits/useEdits";
import style from "@/features/first-steps/FirstSteps.module.css";
import { TEXTS } from "@/features/first-steps/texts";
import { addDays, atWallTime, monday, startOfDay, today } from "@/geometry/calendar";
import { useTexts } from "@/i18n/language";
import { confirmed, draftShift, newId, type Change, type WireChange } from "@/plan/changes";
import type { Plan } from "@/plan/model";
import { tell } from "@/state/notices";
import { Button } from "@/ui/Button";
import { CheckField } from "@/ui/CheckField";
import { PickOne } from "@/ui/Combobox";
import { FieldRow } from "@/ui/Field";
import { NumberField } from "@/ui/NumberField";
import { TextField } from "@/ui/TextField";
import { useNow } from "@/view/useNow";
import { usePlan } from "@/view/usePlan";

/** The time zone of the machine first, then all that the browser knows. */
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;
const ZONES = [...new Set([HERE, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((zone) => ({
  value: zone,
  label: zone.replaceAll("_", " "),
}));
/** How long the mission made along is open. */
const OPEN_DAYS = 730;
const MINUTES = 60;

interface FormProps {
  readonly title: string;
  readonly action: string;
  readonly busy: boolean;
  readonly fault?: string | undefined;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

function StepForm({ title, action, busy, fault, onSubmit, children }: FormProps) {
  const texts = useTexts(TEXTS);
  return (
    <form
      className={style.form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
    >
      <h3>{title}</h3>
      {children}
      <p className={style.fault} role="alert">
        {fault}
      </p>
      <Button type="submit" look="primary" aria-disabled={busy}>
        {busy ? texts.saving : action}
      </Button>
    </form>
  );
}

/** Written once, however often the button is pressed; the key changes with what is written. */
function useStep() {
  const texts = useTexts(TEXTS);
  const { mutate, isPending, error } = useWriteReference();
  const [empty, setEmpty] = useState(false);
  return {
    missing: empty ? texts.missing : null,
    busy: isPending,
    fault: error?.message,
    write(filled: boolean, changes: () => WireChange[]): void {
      setEmpty(!filled);
      if (filled) mutate({ changes: changes(), key: newId() });
    },
  };
}

export function SiteStep() {
  const texts = useTexts(TEXTS);
  const step = useStep();
  const home = usePlan().zone;
  const [name, setName] = useState("");
  // A machine without a zone of its own says UTC.
  const usual = HERE === "UTC" ? home : HERE;
  const [zone, setZone] = useState<string | null>(usual);
  const save = () =>
    step.write(name.trim() !== "", () => [
      { op: "create", entity: "site", data: { name: name.trim(), timezone: zone ?? usual } },
    ]);
  return (
    <StepForm title={texts.siteTitle} action={texts.next} busy={step.busy} fault={step.fault} onSubmit={save}>
      <TextField
        label={texts.siteName}
        value={name}
        onChange={setName}
        placeholder={texts.siteExample}
        error={name.trim() === "" ? step.missing : null}
        maxLength={300}
        autoFocus
      />
      <PickOne label={texts.zone} options={ZONES} value={zone} onChange={setZone} />
    </StepForm>
  );
}

/** The role, and the mission that shifts of it belong to; each only where there is none. */
export function RoleStep({ plan }: { plan: Plan }) {
  const texts = useTexts(TEXTS);
  const { zone } = usePlan();
  const now = useNow();
  const step = useStep();
  const [name, setName] = useState("");
  const [mission, setMission] = useState(texts.mission);
  const known = [...plan.roles.keys()];
  const asksRole = known.length === 0;

  function changes(): WireChange[] {
    const roleId = newId();
    const role: WireChange = {
      op: "create",
      entity: "role",
      id: roleId,
      data: { name: name.trim(), required_skill_ids: [] },
    };
    const first = monday(today(zone, now));
    const data = {
      name: mission.trim(),
      starts_at: new Date(startOfDay(first, zone)).toISOString(),
      ends_at: new Date(startOfDay(addDays(first, OPEN_DAYS), zone)).toISOString(),
      site_ids: [...plan.sites.keys()],
      role_ids: asksRole ? [roleId] : known,
    };
    return [
      ...(asksRole ? [role] : []),
      ...(plan.missions.size === 0 ? [{ op: "create", entity: "mission", data } as const] : []),
    ];
  }

  const filled = (!asksRole || name.trim() !== "") && mission.trim() !== "";
  return (
    <StepForm
      title={texts.roleTitle}
      action={texts.next}
      busy={step.busy}
      fault={step.fault}
      onSubmit={() => step.write(filled, changes)}
    >
      {asksRole && (
        <TextField
          label={texts.roleName}
          value={name}
          onChange={setName}
          placeholder={texts.roleExample}
          error={name.trim() === "" ? step.missing : null}
          maxLength={300}
          autoFocus
        />
      )}
      {plan.missions.size === 0 && (
        <TextField
          label={texts.missionName}
          value={mission}
          onChange={setMission}
          hint={texts.missionHint}
          error={mission.trim() === "" ? step.missing : null}
          maxLength={300}
        />
      )}
    </StepForm>
  );
}

export function PersonStep({ plan }: { plan: Plan }) {
  const texts = useTexts(TEXTS);
  const step = useStep();
  const [name, setName] = useState("");
  const [hours, setHours] = useState<number | null>(35);
  const save = () =>
    step.write(name.trim() !== "", () => [
      {
        op: "create",
        entity: "collaborator",
        data: {
          name: name.trim(),
          active: true,
          role_ids: [...plan.roles.keys()],
          site_ids: [],
          skills: [],
          contract:
            hours === null
              ? null
              : { weekly_minutes: Math.max(0, hours) * MINUTES, max_shifts_per_template: {} },
        },
      },
    ]);
  return (
    <StepForm
      title={texts.personTitle}
      action={texts.next}
      busy={step.busy}
      fault={step.fault}
      onSubmit={save}
    >
      <TextField
        label={texts.personName}
        value={name}
        onChange={setName}
        placeholder={texts.personExample}
        error={name.trim() === "" ? step.missing : null}
        maxLength={300}
        autoFocus
      />
      <NumberField label={texts.hours} value={hours} onChange={setHours} max={168} hint={texts.hoursHint} />
    </StepForm>
  );
}

export function ShiftStep({ plan }: { plan: Plan }) {
  const texts = useTexts(TEXTS);
  const { zone, window } = usePlan();
  const { apply } = useEdits();
  const now = today(zone, useNow());
  const shown = window && startOfDay(now, zone) >= window.from && startOfDay(now, zone) < window.to;
  const [day, setDay] = useState(shown || !window ? now : today(zone, window.from));
  const [from, setFrom] = useState("09:00");
  const [to, setTo] = useState("17:00");
  const [assigned, setAssigned] = useState(true);
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<string | null>(null);
  const [person] = plan.collaborators.values();
  const [mission] = plan.missions.values();
  const siteId = mission?.siteIds[0];
  const roleId = mission?.roleIds[0];

  async function create(): Promise<void> {
    if (day === "" || from === "" || to === "" || !mission || siteId === undefined || roleId === undefined) {
      setMissing(texts.missing);
      return;
    }
    setBusy(true);
    const startsAt = atWallTime(day, from, zone);
    // An end before the start is one of the next morning.
    const endsAt = atWallTime(to > from ? day : addDays(day, 1), to, zone);
    const id = newId();
    const data = draftShift({ missionId: mission.id, siteId, roleId, startsAt, endsAt });
    const shift: Change = { op: "create", entity: "shift", id, data };
    const changes: Change[] = [shift];
    if (assigned && person) {
      changes.push({
        op: "create",
        entity: "assignment",
        id: newId(),
        data: confirmed({ id, roleId }, person.id),
      });
    }
    const kept = await apply({ label: texts.shiftLabel, changes });
    setBusy(false);
    if (kept) tell({ tone: "done", title: texts.created, lines: [texts.wellDone] });
  }

  return (
    <StepForm
      title={texts.shiftTitle}
      action={texts.create}
      busy={busy}
      fault={missing ?? undefined}
      onSubmit={() => void create()}
    >
      <TextField label={texts.day} type="date" value={day} onChange={setDay} autoFocus />
      <FieldRow>
        <TextField label={texts.from} type="time" value={from} onChange={setFrom} />
        <TextField label={texts.to} type="time" value={to} onChange={setTo} />
      </FieldRow>
      {person && <CheckField label={texts.with(person.name)} checked={assigned} onChange={setAssigned} />}
    </StepForm>
  );
}
