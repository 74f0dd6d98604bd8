import { canvasGeometry, useCanvasGeometry, type CanvasGeometry } from "@/features/canvas/geometry";
import { useAir, type Air, type Ghost } from "@/features/drag/air";
import style from "@/features/drag/DragLayer.module.css";
import { useHands } from "@/features/drag/hands";
import { usePersonDrag } from "@/features/drag/usePersonDrag";
import { VerdictCard } from "@/features/drag/VerdictCard";
import { useCreating } from "@/state/creating";
import { names } from "@/ui/Button";
import { span } from "@/view/format";

/** What is in the air while something is dragged; drawn over the rows, which are not drawn anew. */
export function DragLayer() {
  usePersonDrag();
  const air = useAir((state) => state.air);
  const verdict = useAir((state) => state.verdict);
  const geometry = useCanvasGeometry();
  if (!geometry) return null;
  return (
    <>
      <div className={style.layer} data-verdict={verdict?.kind} aria-hidden>
        <AskedSpan geometry={geometry} />
        {air && <InAir air={air} geometry={geometry} />}
      </div>
      <VerdictCard />
    </>
  );
}

function InAir({ air, geometry }: { air: Air; geometry: CanvasGeometry }) {
  switch (air.kind) {
    case "create":
      return <Span rowKey={air.rowKey} from={air.from} to={air.to} geometry={geometry} />;
    case "lasso":
      return (
        <div
          className={style.lasso}
          style={{
            left: air.left,
            top: air.top,
            width: air.right - air.left,
            height: air.bottom - air.top,
          }}
        />
      );
    case "person":
      return <Target barKey={air.over} />;
    default:
      return (
        <>
          {air.ontoRow !== null && <RowShade rowKey={air.ontoRow} geometry={geometry} />}
          {air.ghosts.map((ghost) => (
            <GhostView key={ghost.key} ghost={ghost} returning={air.returning} geometry={geometry} />
          ))}
        </>
      );
  }
}

interface GhostProps {
  readonly ghost: Ghost;
  readonly returning: boolean;
  readonly geometry: CanvasGeometry;
}

function GhostView({ ghost, returning, geometry }: GhostProps) {
  const top = geometry.rowTop(ghost.rowKey);
  // A row that went away meanwhile takes its ghost with it.
  if (top === null) return null;
  const left = geometry.xOf(ghost.from);
  return (
    <div
      className={names(style.ghost, returning && style.returning)}
      style={{
        transform: `translate(${left}px, ${top + ghost.below}px)`,
        width: Math.max(geometry.xOf(ghost.to) - left, 6),
        height: ghost.height,
      }}
    >
      {ghost.label}
    </div>
  );
}

function RowShade({ rowKey, geometry }: { rowKey: string; geometry: CanvasGeometry }) {
  const top = geometry.rowTop(rowKey);
  if (top === null) return null;
  const height = geometry.rowHeight(rowKey) ?? 0;
  return <div className={style.row} style={{ top, height, width: geometry.content.scrollWidth }} />;
}

/** The bar that a person would be dropped on. */
function Target({ barKey }: { barKey: string | null }) {
  const box = barKey === null ? null : canvasGeometry()?.boxOf(barKey as `s:${string}`);
  if (!box) return null;
  return (
    <div
      className={style.over}
      style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
    />
  );
}

interface SpanProps {
  readonly rowKey: string;
  readonly from: number;
  readonly to: number;
  readonly geometry: CanvasGeometry;
}

function Span({ rowKey, from, to, geometry }: SpanProps) {
  const { zone, language } = useHands();
  const top = geometry.rowTop(rowKey);
  if (top === null) return null;
  const left = geometry.xOf(from);
  return (
    <div
      className={names(style.ghost, style.span)}
      style={{
        transform: `translate(${left}px, ${top + 2}px)`,
        width: Math.max(geometry.xOf(to) - left, 6),
        height: (geometry.rowHeight(rowKey) ?? 24) - 4,
      }}
    >
      {span(from, to, zone, language)}
    </div>
  );
}

/** The span that the create menu asks about, for as long as it is open. */
function AskedSpan({ geometry }: { geometry: CanvasGeometry }) {
  const asked = useCreating((state) => state.asked);
  const row = asked?.row;
  if (!asked || !row) return null;
  const rowKey = row.id === null ? row.kind : `${row.kind}:${row.id}`;
  return <Span rowKey={rowKey} from={asked.from} to={asked.to} geometry={geometry} />;
}
