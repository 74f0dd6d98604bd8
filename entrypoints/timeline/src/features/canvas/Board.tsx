import { useMemo, useState } from "react";

import { backdrops } from "@/features/canvas/backdrops";
import style from "@/features/canvas/Board.module.css";
import { Content } from "@/features/canvas/Content";
import { DecisionsProvider, DrawingProvider, type Drawing } from "@/features/canvas/drawing";
import { elsewhere } from "@/features/canvas/elsewhere";
import { faces } from "@/features/canvas/face";
import { LeftEdge, useLeftEdge } from "@/features/canvas/leftEdge";
import { measuresOf } from "@/features/canvas/layout";
import { TEXTS } from "@/features/canvas/texts";
import { useDecide } from "@/features/canvas/useDecide";
import { useShownArea, type ShownArea } from "@/features/canvas/useShownArea";
import { periodTitle } from "@/features/filters/period";
import { daysOf } from "@/geometry/calendar";
import { scaleOf } from "@/geometry/scale";
import { clockChanges } from "@/geometry/ticks";
import { useLanguage, useTexts } from "@/i18n/language";
import type { Plan, Window } from "@/plan/model";
import type { Row } from "@/plan/rows";
import type { View } from "@/view/view";

interface BoardProps {
  readonly plan: Plan;
  readonly rows: readonly Row[];
  readonly window: Window;
  readonly zone: string;
  readonly date: string;
  readonly view: View;
}

/** What scrolls, and in it the plan as large as its room asks for. */
export function Board(props: BoardProps) {
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const area = useShownArea(viewport);
  const decisions = useDecide();
  return (
    <DecisionsProvider value={decisions}>
      <div ref={setViewport} className={style.viewport} data-plan>
        {viewport && area && area.width > 0 && <Sized {...props} viewport={viewport} area={area} />}
      </div>
    </DecisionsProvider>
  );
}

function Sized({ viewport, area, ...board }: BoardProps & { viewport: HTMLDivElement; area: ShownArea }) {
  const drawing = useMadeDrawing(board, area.width);
  const edge = useLeftEdge(viewport);
  return (
    <DrawingProvider value={drawing}>
      <LeftEdge value={edge}>
        <Content viewport={viewport} area={area} plan={board.plan} rows={board.rows} date={board.date} />
      </LeftEdge>
    </DrawingProvider>
  );
}

function useMadeDrawing({ plan, window, zone, date, view }: BoardProps, room: number): Drawing {
  const language = useLanguage();
  const texts = useTexts(TEXTS);
  return useMemo(() => {
    const measures = measuresOf(view.zoom, room);
    const days = daysOf(window, zone);
    const changes = clockChanges(window, zone);
    const day = view.zoom === "day" ? days.find((one) => one.date === date) : undefined;
    return {
      view,
      zone,
      language,
      texts,
      measures,
      scale: scaleOf(window, view.zoom, room - measures.head),
      days,
      period: day ? { from: day.startsAt, to: day.endsAt } : window,
      hoursOf: texts.hoursOf(periodTitle(view.zoom === "day" ? "week" : view.zoom, date, language)),
      clockChanges: changes,
      faceOf: faces({ plan, zone, language, texts, clockChanges: changes }),
      backdropsOf: backdrops(plan, texts),
      elsewhereOf: elsewhere({ plan, zone, language, texts }),
    };
  }, [plan, window, zone, date, view, room, language, texts]);
}
