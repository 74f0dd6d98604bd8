import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { createPortal } from "react-dom";

import { canvasGeometry } from "@/features/canvas/geometry";
import { useAir, type Air, type Carried, type Verdict } from "@/features/drag/air";
import style from "@/features/drag/DragLayer.module.css";
import { TEXTS, type DragTexts } from "@/features/drag/texts";
import { useTexts } from "@/i18n/language";

const SENTENCES = 3;

/** Beside the pointer: what a drop would do, and what the API says of it. */
export function VerdictCard() {
  const air = useAir((state) => state.air);
  const verdict = useAir((state) => state.verdict);
  const texts = useTexts(TEXTS);
  const at = usePlace(air);
  if (!air || air.kind === "create" || air.kind === "lasso") return null;
  if ("returning" in air && air.returning) return null;
  return createPortal(
    <div ref={at} className={style.card} data-verdict={verdict?.kind}>
      <p className={style.title}>{air.title}</p>
      {noteOf(air, texts) !== "" && <p className={style.note}>{noteOf(air, texts)}</p>}
      {verdict && <Words verdict={verdict} texts={texts} />}
    </div>,
    document.body,
  );
}

function noteOf(air: Air, texts: DragTexts): string {
  if ("ghosts" in air) return [air.ghosts[0]?.label ?? "", air.note].filter((one) => one !== "").join(" · ");
  return air.kind === "person" && air.over === null ? texts.dropOnShift : "";
}

function Words({ verdict, texts }: { verdict: Verdict; texts: DragTexts }): ReactNode {
  switch (verdict.kind) {
    case "asking":
      return (
        <p className={style.verdict} data-quiet>
          {texts.asking}
        </p>
      );
    case "fine":
      return (
        <p className={style.verdict}>
          <CircleCheck size={14} aria-hidden /> {texts.fine}
        </p>
      );
    default: {
      const { sentences } = verdict;
      const refused = verdict.kind === "refused";
      const Sign = refused ? CircleAlert : TriangleAlert;
      return (
        <>
          <p className={style.verdict}>
            <Sign size={14} aria-hidden /> {refused ? texts.refused : texts.warned(sentences.length)}
          </p>
          <ul>
            {sentences.slice(0, SENTENCES).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          {sentences.length > SENTENCES && (
            <p className={style.note}>{texts.more(sentences.length - SENTENCES)}</p>
          )}
        </>
      );
    }
  }
}

const BESIDE = 18;

/** Keeps an element beside the pointer (or the bar that keys move) and within the window, without drawing anew. */
function usePlace(air: Air | null) {
  const element = useRef<HTMLDivElement>(null);
  const followed = air !== null && !movedByKeys(air);
  useLayoutEffect(() => {
    if (!followed) return undefined;
    const follow = (event: PointerEvent) => place(element.current, { x: event.clientX, y: event.clientY });
    addEventListener("pointermove", follow);
    return () => removeEventListener("pointermove", follow);
  }, [followed]);
  // A card with more to say needs another place.
  useLayoutEffect(() => place(element.current, (air && besideBar(air)) ?? lastPointer));
  return element;
}

function movedByKeys(air: Air): air is Carried {
  return "ghosts" in air && air.byKeys;
}

function besideBar(air: Air): { x: number; y: number } | null {
  const geometry = canvasGeometry();
  const ghost = movedByKeys(air) ? air.ghosts[0] : undefined;
  const top = ghost && geometry?.rowTop(ghost.rowKey);
  if (!geometry || !ghost || top == null) return null;
  const content = geometry.content.getBoundingClientRect();
  return { x: content.left + geometry.xOf(ghost.from), y: content.top + top + ghost.below + ghost.height };
}

function place(card: HTMLElement | null, { x, y }: { x: number; y: number }): void {
  if (!card) return;
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = x + BESIDE + width < innerWidth ? x + BESIDE : Math.max(4, x - BESIDE - width);
  const top = y + BESIDE + height < innerHeight ? y + BESIDE : Math.max(4, y - BESIDE - height);
  card.style.transform = `translate(${left}px, ${top}px)`;
}

/** Where the pointer was last: a card that appears under a pointer that rests is in its place too. */
const lastPointer = { x: 0, y: 0 };
addEventListener(
  "pointermove",
  ({ clientX, clientY }) => {
    lastPointer.x = clientX;
    lastPointer.y = clientY;
  },
  { capture: true, passive: true },
);
