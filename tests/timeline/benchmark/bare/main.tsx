/** The same rows and rectangles as the plan's, drawn by the same virtualiser and nothing else. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

interface Rectangles {
  /** Of each row, the starts and ends of its rectangles as parts of the whole width. */
  readonly rows: readonly (readonly (readonly [number, number])[])[];
}

const ROW = 44;

function Bare({ plan }: { plan: Rectangles }) {
  const viewport = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: plan.rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <div ref={viewport} style={{ height: "100vh", overflow: "auto" }}>
      <div style={{ position: "relative", height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => (
          <div key={row.key} style={{ position: "absolute", top: row.start, height: ROW, width: "100%" }}>
            {plan.rows[row.index]?.map(([from, to]) => (
              <div
                key={from}
                data-bar=""
                style={{
                  position: "absolute",
                  top: 4,
                  height: ROW - 8,
                  left: `${from * 100}%`,
                  width: `${(to - from) * 100}%`,
                  background: "steelblue",
                }}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Page() {
  const [plan, setPlan] = useState<Rectangles | null>(null);
  useEffect(() => {
    void fetch("/rectangles.json")
      .then((answer) => answer.json() as Promise<Rectangles>)
      .then(setPlan);
  }, []);
  return plan && <Bare plan={plan} />;
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Page />);
