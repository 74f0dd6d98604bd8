import { Download, FileUp } from "lucide-react";
import { useId, useState, type DragEvent } from "react";

import { useImport, type Account } from "@/api/queries/useImport";
import { useMay } from "@/api/queries/useMe";
import { AccountTable } from "@/features/first-steps/AccountTable";
import style from "@/features/first-steps/FirstSteps.module.css";
import { download, KINDS, templateText, type Kind } from "@/features/first-steps/templates";
import { IMPORT } from "@/features/first-steps/texts";
import { useLanguage, useTexts } from "@/i18n/language";
import { useDialogs } from "@/state/dialogs";
import { tell } from "@/state/notices";
import { Button } from "@/ui/Button";
import { CheckField } from "@/ui/CheckField";
import { Dialog } from "@/ui/Dialog";
import { SelectField } from "@/ui/SelectField";

/** A file taken in: checked first, with what it would do and what is wrong in it. */
export function ImportDialog() {
  const open = useDialogs((state) => state.open === "import");
  return open ? <OpenImport /> : null;
}

const BY_NAME = "";

interface Wish {
  readonly file: File | null;
  readonly kind: string;
  readonly keepGood: boolean;
  readonly asIs: boolean;
}

function OpenImport() {
  const texts = useTexts(IMPORT);
  const hide = useDialogs((state) => state.hide);
  const [wish, setWish] = useState<Wish>({ file: null, kind: BY_NAME, keepGood: false, asIs: false });
  const check = useImport();
  const run = useImport();
  const account = run.data ?? check.data;
  const asked = (now: Wish, dryRun: boolean) =>
    now.file && { ...now, file: now.file, kind: now.kind === BY_NAME ? null : now.kind, dryRun };

  function choose(altered: Partial<Wish>): void {
    const now = { ...wish, ...altered };
    setWish(now);
    run.reset();
    const dry = asked(now, true);
    if (dry) check.mutate(dry);
  }

  function take(): void {
    const real = asked(wish, false);
    if (!real || run.isPending) return;
    run.mutate(real, {
      onSuccess: (result) => {
        if (!result.written) return;
        tell({
          tone: "done",
          title: texts.done,
          lines: [texts.summary(sum(result, "created"), sum(result, "updated"))],
        });
        hide();
      },
    });
  }

  const error = run.error ?? check.error;
  return (
    <Dialog
      open
      wide
      title={texts.title}
      onClose={hide}
      foot={
        <Button
          look="primary"
          onClick={take}
          disabled={!account || account.refused || check.isPending || run.isPending}
        >
          {run.isPending ? texts.running : texts.run}
        </Button>
      }
    >
      <div className={style.import}>
        <p>{texts.intro}</p>
        <Source wish={wish} choose={choose} />
        {check.isPending && <p role="status">{texts.checking}</p>}
        {error && (
          <p className={style.fault} role="alert">
            {error.message}
          </p>
        )}
        {account && !check.isPending && <Outcome account={account} wish={wish} choose={choose} />}
      </div>
    </Dialog>
  );
}

interface PartProps {
  readonly wish: Wish;
  readonly choose: (altered: Partial<Wish>) => void;
}

function Source({ wish, choose }: PartProps) {
  const texts = useTexts(IMPORT);
  const language = useLanguage();
  const [over, setOver] = useState(false);
  const id = useId();
  const kinds = KINDS.map((kind) => ({ value: kind, label: texts.kinds[kind] }));
  const [template, setTemplate] = useState<Kind>("collaborators");

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) choose({ file });
  }

  return (
    <>
      <div
        className={style.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={22} aria-hidden />
        {wish.file && <strong dir="auto">{wish.file.name}</strong>}
        <label className={style.pick} htmlFor={id}>
          {wish.file ? texts.another : texts.choose}
        </label>
        <input
          id={id}
          className="unseen"
          type="file"
          accept=".csv,.tsv,.xlsx,.json,.ics,text/csv,application/json,text/calendar"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) choose({ file });
          }}
        />
        <small>{texts.drop}</small>
      </div>
      <div className={style.pair}>
        <SelectField
          label={texts.kind}
          value={wish.kind}
          options={[{ value: BY_NAME, label: texts.byName }, ...kinds]}
          onChange={(kind) => choose({ kind })}
        />
        <div className={style.template}>
          <SelectField label={texts.template} value={template} options={kinds} onChange={setTemplate} />
          <Button
            aria-label={`${texts.template} (${texts.kinds[template]})`}
            onClick={() => download(`${template}.csv`, templateText(template, language))}
          >
            <Download size={15} aria-hidden />
            CSV
          </Button>
        </div>
      </div>
    </>
  );
}

function Outcome({ account, wish, choose }: PartProps & { account: Account }) {
  const texts = useTexts(IMPORT);
  const mayTakeAsIs = useMay("publish");
  const nothing = account.fault_count === 0 && sum(account, "created") + sum(account, "updated") === 0;
  return (
    <>
      <AccountTable account={account} />
      {nothing && <p role="status">{texts.nothing}</p>}
      {(account.fault_count > 0 || wish.keepGood) && (
        <CheckField
          label={texts.keepGood}
          checked={wish.keepGood}
          onChange={(keepGood) => choose({ keepGood })}
        />
      )}
      {account.blocking_count > 0 && !wish.asIs && (
        <p className={style.fault} role="alert">
          {texts.blocking(account.blocking_count)}
        </p>
      )}
      {(account.blocking_count > 0 || wish.asIs) && mayTakeAsIs && (
        <CheckField label={texts.asIs} checked={wish.asIs} onChange={(asIs) => choose({ asIs })} />
      )}
    </>
  );
}

function sum(account: Account, what: "created" | "updated"): number {
  return Object.values(account.counts).reduce((total, one) => total + one[what], 0);
}
