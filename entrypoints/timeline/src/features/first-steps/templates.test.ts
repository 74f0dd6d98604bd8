import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { contentType } from "@/api/queries/useImport";
import { KINDS, TEMPLATES, templateText } from "@/features/first-steps/templates";

interface Section {
  items?: Section;
  $ref?: string;
  properties?: Record<string, unknown>;
  required?: string[];
}

const SCHEMA = JSON.parse(readFileSync("../../contracts/import.schema.json", "utf-8")) as {
  properties: Record<string, Section>;
  $defs?: Record<string, Section>;
};

function rowOf(section: Section | undefined): Section {
  if (section?.items) return rowOf(section.items);
  const name = section?.$ref?.split("/").at(-1);
  return name === undefined ? (section ?? {}) : rowOf(SCHEMA.$defs?.[name]);
}

test.each(KINDS)(
  "the template of %s has only columns that the import knows, and all that it needs",
  (kind) => {
    const { properties = {}, required = [] } = rowOf(SCHEMA.properties[kind]);
    const columns = TEMPLATES[kind].map(([name]) => name);

    expect(columns.filter((name) => !(name in properties))).toEqual([]);
    expect(required.filter((name) => !columns.includes(name))).toEqual([]);
  },
);

test("a template is separated as the language's spreadsheets expect it", () => {
  expect(templateText("skills", "fr")).toBe("\uFEFFexternal_ref;name\r\nfirst-aid;Premiers secours\r\n");
  expect(templateText("skills", "en")).toBe("\uFEFFexternal_ref,name\r\nfirst-aid,Premiers secours\r\n");
});

test("a file says its type by its ending and its encoding by its content", () => {
  const latin = new Uint8Array([0x5a, 0x6f, 0xe9]).buffer;
  const utf8 = new TextEncoder().encode("Zoé").buffer;

  expect(contentType("plan.JSON", utf8)).toBe("application/json");
  expect(contentType("Congés.ics", utf8)).toBe("text/calendar");
  expect(contentType("plan.xlsx", latin)).toContain("spreadsheetml.sheet");
  expect(contentType("people.csv", utf8)).toBe("text/csv");
  expect(contentType("people.csv", latin)).toBe("text/csv; charset=windows-1252");
});
