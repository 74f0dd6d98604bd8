/** Things of the plan as choices in a list. */
import type { Option } from "@/ui/SelectField";

/** By name; only those of `allowed`, where that is given. */
export function namedOptions(
  things: ReadonlyMap<string, { readonly id: string; readonly name: string }>,
  allowed?: readonly string[],
): Option[] {
  const chosen = allowed ? allowed.flatMap((id) => things.get(id) ?? []) : [...things.values()];
  return chosen
    .map((one) => ({ value: one.id, label: one.name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
