import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useState } from "react";

import { sentenceOf } from "@/api/client";
import { useMe } from "@/api/queries/useMe";
import style from "@/app/App.module.css";
import { ErrorBoundary } from "@/app/ErrorBoundary";
import { makeClient } from "@/app/queryClient";
import { Agenda, SignIn } from "@/app/parts";
import { Unreachable } from "@/app/Unreachable";
import { useMedia } from "@/app/useMedia";
import { Workbench } from "@/app/Workbench";
import { LiveUpdates } from "@/features/live/LiveUpdates";
import { Notices } from "@/features/notices/Notices";
import { useSignInLink } from "@/features/sign-in/link";
import { useTexts } from "@/i18n/language";
import { useSession } from "@/state/session";

const TEXTS = { en: { asking: "Opening the plan …" }, fr: { asking: "Ouverture du planning…" } };

export function App() {
  const [client] = useState(makeClient);
  return (
    <ErrorBoundary>
      <QueryClientProvider client={client}>
        <Entrance />
        <ErrorBoundary part="unseen">
          <Notices />
        </ErrorBoundary>
      </QueryClientProvider>
    </ErrorBoundary>
  );
}

/**
 * Signed out: the sign-in. Signed in: the plan, which stays where it is when the session ends meanwhile. Opened
 * by a sign-in link, nothing else is asked of the API before the link has been tried.
 */
function Entrance() {
  const entering = useSignInLink();
  const session = useSession((state) => state.state);
  const signIn = (
    <Suspense>
      <SignIn />
    </Suspense>
  );
  if (session === "out") return entering ? null : signIn;
  if (session === "unknown") return entering ? null : <Asking />;
  return (
    <>
      <Page />
      {session === "in" && (
        <ErrorBoundary part="unseen">
          <LiveUpdates />
        </ErrorBoundary>
      )}
      {session === "ended" && !entering && signIn}
    </>
  );
}

/** Until it is known whether the browser is signed in; where that takes long, it says so. */
function Asking() {
  const me = useMe();
  const texts = useTexts(TEXTS);
  if (me.error) return <Unreachable message={sentenceOf(me.error)} retry={() => void me.refetch()} />;
  return (
    <p role="status" className={style.asking}>
      {texts.asking}
    </p>
  );
}

/** A plan to work on; on a narrow screen, and for people who have but their own shifts, the days as a list. */
function Page() {
  const narrow = useMedia("(max-width: 640px)");
  const member = useMe().data?.role === "member";
  return narrow || member ? (
    <Suspense>
      <Agenda />
    </Suspense>
  ) : (
    <Workbench />
  );
}
