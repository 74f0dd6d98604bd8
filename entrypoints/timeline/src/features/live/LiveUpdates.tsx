import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { JOB, JOBS } from "@/api/queries/useJobs";
import { ME, useMe } from "@/api/queries/useMe";
import { TEXTS as AUTO_ASSIGN } from "@/features/auto-assign/texts";
import { catchUpWith } from "@/features/live/catchUp";
import { concerned } from "@/features/live/concerned";
import { openStream, type EventData, type EventName } from "@/features/live/stream";
import { TEXTS } from "@/features/live/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import { tell } from "@/state/notices";
import { onSignedOut } from "@/state/otherTabs";
import { useSelection } from "@/state/selection";
import { span, shortDay } from "@/view/format";
import { usePlan } from "@/view/usePlan";
import { useViewState } from "@/view/useView";

/** Follows what others write. */
export function LiveUpdates() {
  const client = useQueryClient();
  const me = useMe().data?.user_id;
  const noteOthers = useNoteOthers();
  const noteJob = useNoteJob();
  const note = useRef({ others: noteOthers, job: noteJob });
  useEffect(() => {
    note.current = { others: noteOthers, job: noteJob };
  });

  useEffect(() => {
    const behind = catchUpWith(client);
    const heard = (name: EventName, data: EventData): void => {
      switch (name) {
        case "job.changed":
          note.current.job(data);
          void client.invalidateQueries({ queryKey: [JOB, data.job_id] });
          void client.invalidateQueries({ queryKey: [JOBS] });
          break;
        case "plan.reset":
          void client.invalidateQueries();
          break;
        case "plan.changed":
          note.current.others(data);
          behind.heard(data.sequence, data.user_id === me);
          break;
        case "hello":
        case "plan.checked":
          behind.heard(data.sequence, false);
      }
    };
    const lookAgain = () => void client.invalidateQueries({ queryKey: [ME] });
    const stream = openStream(heard, lookAgain);
    const forget = onSignedOut(lookAgain);
    return () => {
      stream.close();
      forget();
      behind.stop();
    };
  }, [client, me]);
  return null;
}

/** Says so when somebody else changed what this user has open or selected. */
function useNoteOthers(): (data: EventData) => void {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const me = useMe().data?.user_id;
  const { plan, zone } = usePlan();
  return ({ user_id: who, changes }) => {
    if (!plan || !changes || who === me) return;
    const { open, shiftIds } = concerned(changes, plan, useSelection.getState());
    if (shiftIds.length === 0) return;
    const lines = shiftIds.slice(0, 3).flatMap((id) => {
      const shift = plan.shifts.get(id);
      if (!shift) return [];
      const mission = plan.missions.get(shift.missionId)?.name ?? "";
      const { startsAt, endsAt } = shift;
      return [
        `${mission} · ${shortDay(startsAt, zone, language)}, ${span(startsAt, endsAt, zone, language)}`,
      ];
    });
    const title = open ? texts.changed : texts.changedSelected;
    const rest = shiftIds.length > 3 ? [texts.more(shiftIds.length - 3)] : [];
    tell({ tone: "info", title: title(who ?? texts.somebody), lines: [...lines, ...rest] });
  };
}

const OVER: readonly unknown[] = ["succeeded", "cancelled", "failed"];

/** Says so when the run that the view is about is over, wherever the user is by then. */
function useNoteJob(): (data: EventData) => void {
  const texts = useTexts(AUTO_ASSIGN);
  return ({ job_id: id, status, coverage }) => {
    if (id === undefined || id !== useViewState.getState().view.job || !OVER.includes(status)) return;
    const failed = status === "failed" || !coverage;
    const { panel, open } = useSelection.getState();
    const review = () => open({ kind: "auto-assign" });
    tell({
      tone: failed ? "refused" : "done",
      title: failed ? texts.finishedFailed : texts.finished(coverage.filled, coverage.wanted),
      ...(panel.kind === "auto-assign" ? {} : { action: { label: texts.review, run: review } }),
    });
  };
}
