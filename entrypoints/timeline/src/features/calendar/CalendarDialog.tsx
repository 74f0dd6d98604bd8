import { Copy } from "lucide-react";

import { sentenceOf } from "@/api/client";
import { useCalendar, useEndCalendar, useRenewCalendar } from "@/api/queries/useCalendar";
import { TEXTS } from "@/features/calendar/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import { tell } from "@/state/notices";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { TextField } from "@/ui/TextField";
import { formatter } from "@/view/format";

interface CalendarDialogProps {
  readonly collaboratorId: string;
  /** Whose it is, where it is not who is signed in. */
  readonly name?: string;
  readonly zone: string;
  readonly onClose: () => void;
}

/** The address of somebody's calendar: made, copied, renewed, taken back. */
export function CalendarDialog({ collaboratorId, name, zone, onClose }: CalendarDialogProps) {
  const texts = useTexts(TEXTS);
  const day = formatter(useLanguage(), zone, { dateStyle: "medium" });
  const calendar = useCalendar(collaboratorId);
  const renew = useRenewCalendar(collaboratorId);
  const end = useEndCalendar(collaboratorId);
  const stands = calendar.data;
  const error = renew.error ?? end.error ?? calendar.error;
  const shown = (at: string) => day.format(Date.parse(at));
  const take = () => {
    renew.reset();
    end.mutate();
  };
  return (
    <Dialog
      title={name === undefined ? texts.title : texts.titleOf(name)}
      open
      onClose={onClose}
      foot={
        stands !== undefined && (
          <>
            {stands && (
              <Button look="danger" disabled={end.isPending} onClick={take}>
                {texts.end}
              </Button>
            )}
            <Button look="primary" disabled={renew.isPending} onClick={() => renew.mutate()}>
              {stands ? texts.renew : texts.make}
            </Button>
          </>
        )
      }
    >
      <p>{texts.about}</p>
      {error && <p role="alert">{sentenceOf(error)}</p>}
      {renew.data ? (
        <Told address={renew.data} />
      ) : stands ? (
        <p>
          {texts.stands(
            shown(stands.created_at),
            stands.last_used_at === null ? null : shown(stands.last_used_at),
          )}{" "}
          {texts.renewHint}
        </p>
      ) : (
        <p role="status">{stands === null ? texts.none : calendar.isPending ? texts.reading : ""}</p>
      )}
    </Dialog>
  );
}

function Told({ address }: { readonly address: string }) {
  const texts = useTexts(TEXTS);
  const copy = () =>
    copied(address).then(
      () => tell({ tone: "done", title: texts.copied }),
      () => tell({ tone: "info", title: texts.notCopied }),
    );
  return (
    <>
      <TextField
        label={texts.address}
        hint={texts.once}
        value={address}
        readOnly
        onFocus={(event) => event.target.select()}
        onChange={() => undefined}
      />
      <p>
        <Button onClick={() => void copy()}>
          <Copy size={14} aria-hidden />
          {texts.copy}
        </Button>
      </p>
    </>
  );
}

/** Rejected where the browser has no clipboard for this page. */
async function copied(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
