import { expect, test } from "vitest";

import { elsewhere } from "@/features/canvas/elsewhere";
import { TEXTS } from "@/features/canvas/texts";
import type { Language } from "@/i18n/language";
import { decodeTimeline } from "@/plan/decode";
import type { Plan } from "@/plan/model";
import { rowsOf, type Row } from "@/plan/rows";
import { aPlan, at } from "@/testing/plan";
import { anEmptyTimeline } from "@/testing/timeline";
import { FIRST_VIEW, type RowsBy } from "@/view/view";

const BUSY: Plan = {
  ...aPlan(),
  elsewhere: [
    { collaboratorId: "ana", startsAt: at("03-02 09:00"), endsAt: at("03-02 17:00") },
    { collaboratorId: "bob", startsAt: at("03-03 09:00"), endsAt: at("03-03 17:00") },
    { collaboratorId: "ana", startsAt: at("03-03 22:00"), endsAt: at("03-04 06:00") },
  ],
};

function rowNamed(rows: RowsBy, label: string): Row {
  const row = rowsOf(BUSY, { ...FIRST_VIEW, rows }).find((one) => one.label === label);
  if (!row) throw new Error(label);
  return row;
}

function told(language: Language, row: Row): string[] {
  const drawn = elsewhere({ plan: BUSY, zone: "Europe/Paris", language, texts: TEXTS[language] });
  return drawn(row).map((one) => one.label);
}

test("a person's row tells when they work elsewhere, in either language", () => {
  const ana = rowNamed("collaborator", "Ana");

  expect(told("en", ana)).toEqual([
    expect.stringMatching(
      /^Ana, Monday,? 2 March 2026, 09:00 – 17:00, works elsewhere, outside what you may see$/,
    ),
    expect.stringMatching(/^Ana, Tuesday,? 3 March 2026, 22:00 – .*06:00, works elsewhere/),
  ]);
  expect(told("fr", ana)[0]).toBe(
    "Ana, lundi 2 mars 2026, 09:00 – 17:00, travaille ailleurs, hors de ce que vous pouvez voir",
  );
});

test("who works nowhere else has nothing told of them, and neither has a site", () => {
  expect([rowNamed("collaborator", "Eve"), rowNamed("site", "s1")].flatMap((row) => told("en", row))).toEqual(
    [],
  );
});

test("what the API tells of work elsewhere belongs to the people that its places name", () => {
  const answer = anEmptyTimeline();
  const people = ["zoe", "yan"].map((id) => ({
    id,
    name: id,
    team_id: null,
    site_ids: [],
    role_ids: [],
    skills: [],
    active: true,
    contract: null,
  }));

  const plan = decodeTimeline({
    ...answer,
    collaborators: people as unknown as typeof answer.collaborators,
    elsewhere: { collaborator: [1], start_ms: [at("03-02 09:00")], end_ms: [at("03-02 17:00")] },
  });

  expect(plan.elsewhere).toEqual([
    { collaboratorId: "yan", startsAt: at("03-02 09:00"), endsAt: at("03-02 17:00") },
  ]);
  expect(
    [decodeTimeline({ ...answer, elsewhere: null }), decodeTimeline(answer)].map((one) => one.elsewhere),
  ).toEqual([[], []]);
});
