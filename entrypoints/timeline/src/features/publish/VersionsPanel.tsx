import { History } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/api/queries/useMe";
import { usePublications, type Publication } from "@/api/queries/usePublications";
import { CompareDialog } from "@/features/publish/CompareDialog";
import style from "@/features/publish/Publish.module.css";
import { RestoreDialog } from "@/features/publish/RestoreDialog";
import { TEXTS } from "@/features/publish/texts";
import { dayOf } from "@/geometry/calendar";
import { useLanguage, useTexts } from "@/i18n/language";
import { Button } from "@/ui/Button";
import { EmptyState } from "@/ui/EmptyState";
import { SelectField } from "@/ui/SelectField";
import { SidePanel } from "@/ui/SidePanel";
import { dayAndClock, formatter } from "@/view/format";
import { usePlan } from "@/view/usePlan";
import { changeView } from "@/view/useView";

interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Versions, listed and compared. */
export function VersionsPanel() {
  const texts = useTexts(TEXTS);
  const versions = usePublications();
  const [compared, setCompared] = useState<Pair | null>(null);
  const [restored, setRestored] = useState<Publication | null>(null);
  const list = versions.data ?? [];
  return (
    <SidePanel title={texts.versions}>
      <div className={style.versions}>
        {versions.isPending && <p className={style.waiting}>{texts.loading}</p>}
        {versions.error && (
          <div className={style.refusal} role="alert">
            <p>
              <strong>{texts.listFailed}.</strong> {versions.error.message}
            </p>
            <Button onClick={() => void versions.refetch()}>{texts.again}</Button>
          </div>
        )}
        {versions.isSuccess && list.length === 0 && (
          <EmptyState icon={<History size={28} />} title={texts.noVersions}>
            <p>{texts.noVersionsNext}</p>
          </EmptyState>
        )}
        {list.length > 1 && <ChoosePair list={list} onCompare={setCompared} />}
        {list.map((version) => (
          <Version key={version.id} version={version} onCompare={setCompared} onRestore={setRestored} />
        ))}
        {versions.hasNextPage && (
          <Button disabled={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
            {texts.more}
          </Button>
        )}
      </div>
      {compared && <CompareDialog pair={compared} onClose={() => setCompared(null)} />}
      {restored && <RestoreDialog version={restored} onClose={() => setRestored(null)} />}
    </SidePanel>
  );
}

function ChoosePair({ list, onCompare }: { list: readonly Publication[]; onCompare: (pair: Pair) => void }) {
  const texts = useTexts(TEXTS);
  const [chosen, setChosen] = useState<Partial<Pair>>({});
  const newest = list[0]?.number ?? 0;
  const to = chosen.to ?? newest;
  const from = chosen.from ?? list[1]?.number ?? newest;
  const options = list.map((one) => ({ value: String(one.number), label: texts.version(one.number) }));
  return (
    <form
      className={style.compare}
      onSubmit={(event) => {
        event.preventDefault();
        onCompare({ from, to });
      }}
    >
      <SelectField
        label={texts.compareFrom}
        value={String(from)}
        options={options}
        onChange={(number) => setChosen({ ...chosen, from: Number(number) })}
      />
      <SelectField
        label={texts.compareTo}
        value={String(to)}
        options={options}
        onChange={(number) => setChosen({ ...chosen, to: Number(number) })}
      />
      <Button type="submit" disabled={from === to} title={from === to ? texts.same : undefined}>
        {texts.compare}
      </Button>
    </form>
  );
}

interface VersionProps {
  readonly version: Publication;
  readonly onCompare: (pair: Pair) => void;
  readonly onRestore: (version: Publication) => void;
}

function Version({ version, onCompare, onRestore }: VersionProps) {
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const { plan, zone } = usePlan();
  const mayRestore = useMay("publish");
  const { number } = version;
  const starts = Date.parse(version.starts_at);
  const days = formatter(language, zone, { day: "numeric", month: "short", year: "numeric" });
  const scope = [
    ...version.site_ids.map((id) => plan?.sites.get(id)?.name ?? texts.gone),
    ...version.mission_ids.map((id) => plan?.missions.get(id)?.name ?? texts.gone),
  ];
  const when = dayAndClock(Date.parse(version.published_at), zone, language);
  return (
    <article className={style.version} aria-label={texts.version(number)}>
      <div className={style.versionHead}>
        <h3>{texts.version(number)}</h3>
        <Button look="quiet" onClick={() => changeView({ date: dayOf(starts, zone) }, true)}>
          {days.formatRange(starts, Date.parse(version.ends_at) - 1)}
        </Button>
      </div>
      {scope.length > 0 && (
        <p className={style.small} dir="auto">
          {scope.join(", ")}
        </p>
      )}
      {(version.note ?? "") !== "" && (
        <p className={style.noteText} dir="auto">
          {version.note}
        </p>
      )}
      <p className={style.small}>{texts.byWhen(version.user_id, when)}</p>
      <div className={style.actions}>
        {number > 1 && (
          <Button
            aria-label={texts.compareWithBefore(number)}
            onClick={() => onCompare({ from: number - 1, to: number })}
          >
            {texts.whatChanged}
          </Button>
        )}
        {mayRestore && (
          <Button aria-label={texts.restoreOf(number)} onClick={() => onRestore(version)}>
            {texts.restore}
          </Button>
        )}
      </div>
    </article>
  );
}
