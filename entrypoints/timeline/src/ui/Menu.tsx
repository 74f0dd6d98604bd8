/** A menu hung on its button. What draws it is loaded once the page stands; until then the button is there alone. */
import { lazy, Suspense, type ComponentType } from "react";

import type { MenuChoiceProps, MenuProps } from "@/ui/MenuParts";

const load = () => import("@/ui/MenuParts");

const Parts = lazy(async () => ({ default: (await load()).Menu }));
const Choice = lazy(async () => ({
  default: (await load()).MenuChoice as ComponentType<MenuChoiceProps<string>>,
}));

export const MenuItem = lazy(async () => ({ default: (await load()).MenuItem }));
export const MenuLine = lazy(async () => ({ default: (await load()).MenuLine }));
export const MenuTitle = lazy(async () => ({ default: (await load()).MenuTitle }));

export function Menu(props: MenuProps) {
  return (
    <Suspense fallback={props.trigger}>
      <Parts {...props} />
    </Suspense>
  );
}

export function MenuChoice<T extends string>({ onChange, ...rest }: MenuChoiceProps<T>) {
  return <Choice {...rest} onChange={(value) => onChange(value as T)} />;
}
