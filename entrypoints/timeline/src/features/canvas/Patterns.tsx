import style from "@/features/canvas/Board.module.css";

/** The patterns that shapes on the canvas are filled with. */
export function Patterns() {
  return (
    <svg className={style.patterns} width={0} height={0} aria-hidden focusable={false}>
      <defs>
        <Hatch id="leave" width={7} line={2} />
        <Hatch id="unavailable" width={7} line={2} />
        <Hatch id="closed" width={9} line={4} />
        <Hatch id="closed-softly" width={12} line={2} />
        <Hatch id="missing" width={5} line={2} />
        <Flat id="available" />
        <Dots id="preferred" />
        <Dots id="undesired" />
      </defs>
    </svg>
  );
}

function Hatch({ id, width, line }: { id: string; width: number; line: number }) {
  return (
    <pattern
      id={`plan-${id}`}
      width={width}
      height={width}
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect className={style[`${id}-ground`]} width={width} height={width} />
      <rect className={style[`${id}-ink`]} width={line} height={width} />
    </pattern>
  );
}

function Dots({ id }: { id: string }) {
  return (
    <pattern id={`plan-${id}`} width={8} height={8} patternUnits="userSpaceOnUse">
      <rect className={style[`${id}-ground`]} width={8} height={8} />
      <circle className={style[`${id}-ink`]} cx={2} cy={2} r={1.1} />
      <circle className={style[`${id}-ink`]} cx={6} cy={6} r={1.1} />
    </pattern>
  );
}

function Flat({ id }: { id: string }) {
  return (
    <pattern id={`plan-${id}`} width={8} height={8} patternUnits="userSpaceOnUse">
      <rect className={style[`${id}-ground`]} width={8} height={8} />
    </pattern>
  );
}
