import { expect, test } from "vitest";

import type { CollaboratorRecord } from "@/api/queries/useCollaborator";
import { personBodyOf, personFormOf } from "@/features/people/personForm";

const ANA: CollaboratorRecord = {
  id: "ana",
  name: "Ana",
  email: "ana@example.org",
  external_ref: "HR-1",
  team_id: "t",
  site_ids: ["s"],
  role_ids: ["r"],
  skills: [
    { skill_id: "k1", valid_until: "2027-06-30" },
    { skill_id: "k2", valid_until: null },
  ],
  timezone: "Europe/Paris",
  contract: {
    weekly_minutes: 2100,
    max_daily_minutes: null,
    max_weekly_minutes: null,
    min_period_minutes: null,
    max_period_minutes: null,
    max_consecutive_days: 5,
    min_consecutive_days: null,
    min_consecutive_days_off: null,
    max_weekends: null,
    max_shifts_per_day: null,
    max_shifts_per_template: { night: 3 },
  },
  active: true,
  version: 4,
};

test("a person read into the form is sent back the same", () => {
  const { id: _id, version: _version, ...content } = ANA;

  expect(personBodyOf(personFormOf(ANA), ANA)).toEqual(content);
});

test("an empty contract is none, unless it limits templates", () => {
  const form = { ...personFormOf(null), name: " Bob " };
  const emptied = { ...personFormOf(ANA), contract: form.contract };

  expect(personBodyOf(form, null)).toMatchObject({ name: "Bob", email: null, contract: null });
  expect(personBodyOf(emptied, ANA).contract).toMatchObject({
    weekly_minutes: null,
    max_shifts_per_template: { night: 3 },
  });
});

test("a skill that is taken away takes its last day along", () => {
  const form = { ...personFormOf(ANA), skillIds: ["k2"] };

  expect(personBodyOf(form, ANA).skills).toEqual([{ skill_id: "k2", valid_until: null }]);
});
