import { expect, test } from "vitest";

import { hiddenBefore } from "@/features/canvas/leftEdge";

test("of a bar over the edge the part before it is hidden, of others none", () => {
  const box = { left: 100, top: 0, width: 50 };

  expect([99, 100, 130, 150, 400].map((edge) => hiddenBefore(edge, box))).toEqual([0, 0, 30, 0, 0]);
});
