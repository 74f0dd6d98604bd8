/** A small window hung on its button. What draws it is loaded once the page stands; until then the button is there alone. */
import { lazy, Suspense } from "react";

import type { PopoverProps } from "@/ui/PopoverParts";

const Parts = lazy(async () => ({ default: (await import("@/ui/PopoverParts")).Popover }));

export function Popover(props: PopoverProps) {
  return (
    <Suspense fallback={props.trigger}>
      <Parts {...props} />
    </Suspense>
  );
}
