/** Parts of the page that its first sight does without: loaded once it stands, before a hand can ask for them. */
import { lazy, type ComponentType } from "react";

type Loading = () => Promise<unknown>;
const loadings: Loading[] = [];

function part<N extends string>(name: N, load: () => Promise<Record<N, ComponentType>>) {
  loadings.push(load);
  return lazy(async () => ({ default: (await load())[name] }));
}

export const Agenda = part("Agenda", () => import("@/features/agenda/Agenda"));
export const AutoAssignPanel = part(
  "AutoAssignPanel",
  () => import("@/features/auto-assign/AutoAssignPanel"),
);
export const ConflictsPanel = part("ConflictsPanel", () => import("@/features/conflicts/ConflictsPanel"));
export const CreateMenu = part("CreateMenu", () => import("@/features/create/CreateMenu"));
export const FirstSteps = part("FirstSteps", () => import("@/features/first-steps/FirstSteps"));
export const ImportDialog = part("ImportDialog", () => import("@/features/first-steps/ImportDialog"));
export const KeysDialog = part("KeysDialog", () => import("@/features/keys/KeysDialog"));
export const PeoplePanel = part("PeoplePanel", () => import("@/features/people/PeoplePanel"));
export const PublishDialog = part("PublishDialog", () => import("@/features/publish/PublishDialog"));
export const SelectionBar = part("SelectionBar", () => import("@/features/bulk/SelectionBar"));
export const ShiftPanel = part("ShiftPanel", () => import("@/features/shift/ShiftPanel"));
export const SignIn = part("SignIn", () => import("@/features/sign-in/SignIn"));
export const VersionsPanel = part("VersionsPanel", () => import("@/features/publish/VersionsPanel"));

/** Have all of them at hand, so that none is missing when the server goes away. */
export function loadParts(): void {
  for (const load of loadings) load().catch(() => undefined);
}
