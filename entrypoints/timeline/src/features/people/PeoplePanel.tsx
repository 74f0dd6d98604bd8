import { UserPlus } from "lucide-react";
import { useState } from "react";

import { useMay } from "@/api/queries/useMe";
import { PeopleList } from "@/features/people/PeopleList";
import { PersonDialog } from "@/features/people/PersonDialog";
import { PersonView } from "@/features/people/PersonView";
import { TEXTS } from "@/features/people/texts";
import { useTexts } from "@/i18n/language";
import { useSelection } from "@/state/selection";
import { IconButton } from "@/ui/Button";
import { SidePanel } from "@/ui/SidePanel";
import { usePlan } from "@/view/usePlan";

/** Everybody who can be put to work, or one of them. */
export function PeoplePanel() {
  const texts = useTexts(TEXTS);
  const { plan, zone } = usePlan();
  const mayAdminister = useMay("administer");
  const panel = useSelection((state) => state.panel);
  const [adding, setAdding] = useState(false);
  const id = panel.kind === "people" ? panel.collaboratorId : undefined;
  const person = id === undefined ? undefined : plan?.collaborators.get(id);
  return (
    <SidePanel
      title={person?.name ?? texts.title}
      tools={
        mayAdminister &&
        !person && (
          <IconButton label={texts.addPerson} onClick={() => setAdding(true)}>
            <UserPlus size={16} aria-hidden />
          </IconButton>
        )
      }
    >
      {!plan ? (
        <p role="status">{texts.loading}</p>
      ) : person ? (
        <PersonView key={person.id} plan={plan} zone={zone} person={person} />
      ) : (
        <PeopleList plan={plan} zone={zone} />
      )}
      {plan && adding && <PersonDialog plan={plan} existing={null} onClose={() => setAdding(false)} />}
    </SidePanel>
  );
}
