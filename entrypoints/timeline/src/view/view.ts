import { Temporal } from "temporal-polyfill";

/** What the planner looks at, as it stands in the address: a view can be shared by its link. */
export type Zoom = "day" | "week" | "month";
export type RowsBy = "collaborator" | "site" | "mission" | "role";
export type StatusFilter = "draft" | "published" | "cancelled" | "proposed" | "open";

export interface View {
  readonly zoom: Zoom;
  /** Minutes that drags and arrow keys move by. */
  readonly snap: 15 | 30 | 60;
  /** `YYYY-MM-DD`, a day of the period shown; null: today. */
  readonly date: string | null;
  readonly rows: RowsBy;
  readonly siteIds: readonly string[];
  readonly teamIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly missionIds: readonly string[];
  readonly collaboratorIds: readonly string[];
  readonly statuses: readonly StatusFilter[];
  readonly onlyConflicts: boolean;
  readonly search: string;
  /** The auto-assign job under review; null: none. */
  readonly job: string | null;
}

export const FIRST_VIEW: View = {
  zoom: "week",
  snap: 30,
  date: null,
  rows: "collaborator",
  siteIds: [],
  teamIds: [],
  roleIds: [],
  missionIds: [],
  collaboratorIds: [],
  statuses: [],
  onlyConflicts: false,
  search: "",
  job: null,
};

const LISTS = {
  site: "siteIds",
  team: "teamIds",
  role: "roleIds",
  mission: "missionIds",
  person: "collaboratorIds",
} as const;
const ZOOMS: readonly Zoom[] = ["day", "week", "month"];
const ROWS: readonly RowsBy[] = ["collaborator", "site", "mission", "role"];
const STATUSES: readonly StatusFilter[] = ["draft", "published", "cancelled", "proposed", "open"];

/** The view that an address asks for; what it says wrongly is left at its usual. */
export function readView(search: string): View {
  const asked = new URLSearchParams(search);
  const lists = Object.fromEntries(Object.entries(LISTS).map(([name, field]) => [field, asked.getAll(name)]));
  const date = asked.get("date");
  const snap = Number(asked.get("snap"));
  return {
    ...FIRST_VIEW,
    ...lists,
    zoom: oneOf(ZOOMS, asked.get("zoom")) ?? FIRST_VIEW.zoom,
    rows: oneOf(ROWS, asked.get("rows")) ?? FIRST_VIEW.rows,
    snap: snap === 15 || snap === 60 ? snap : FIRST_VIEW.snap,
    date: date !== null && isDay(date) ? date : null,
    statuses: asked.getAll("status").flatMap((one) => oneOf(STATUSES, one) ?? []),
    onlyConflicts: asked.get("conflicts") === "only",
    search: asked.get("search") ?? "",
    job: asked.get("job"),
  };
}

/** The address of a view, without what is as usual; empty where all is. */
export function writeView(view: View): string {
  const asked = new URLSearchParams();
  if (view.date !== null) asked.set("date", view.date);
  if (view.zoom !== FIRST_VIEW.zoom) asked.set("zoom", view.zoom);
  if (view.snap !== FIRST_VIEW.snap) asked.set("snap", String(view.snap));
  if (view.rows !== FIRST_VIEW.rows) asked.set("rows", view.rows);
  for (const [name, field] of Object.entries(LISTS)) for (const id of view[field]) asked.append(name, id);
  for (const status of view.statuses) asked.append("status", status);
  if (view.onlyConflicts) asked.set("conflicts", "only");
  if (view.search !== "") asked.set("search", view.search);
  if (view.job !== null) asked.set("job", view.job);
  const text = asked.toString();
  return text === "" ? "" : `?${text}`;
}

/** How many filters narrow the view. */
export function filterCount(view: View): number {
  const lists = Object.values(LISTS).filter((field) => view[field].length > 0).length;
  return (
    lists + Number(view.statuses.length > 0) + Number(view.onlyConflicts) + Number(view.search.trim() !== "")
  );
}

function oneOf<T extends string>(allowed: readonly T[], text: string | null): T | null {
  return allowed.find((one) => one === text) ?? null;
}

/** A day that the calendar has, in years that the plan can be asked for. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    const { year } = Temporal.PlainDate.from(text, { overflow: "reject" });
    return year >= 1970 && year <= 9000;
  } catch {
    return false;
  }
}
