import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useState } from "react";

import { useMe } from "@/api/queries/useMe";
import { ErrorBoundary } from "@/app/ErrorBoundary";
import { makeClient } from "@/app/queryClient";
import { Agenda, SignIn } from "@/app/parts";
import { Unreachable } from "@/app/Unreachable";
import { useMedia } from "@/app/useMedia";
import { Workbench } from "@/app/Workbench";
import { LiveUpdates } from "@/features/live/LiveUpdates";
import { Notices } from "@/features/notices/Notices";
import { useSignInLink } from "@/features/sign-in/link";
import { useSession } from "@/state/session";

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

/** Nothing is shown for the moment that it takes to learn whether the browser is signed in. */
function Asking() {
  const me = useMe();
  return me.error ? <Unreachable message={me.error.message} retry={() => void me.refetch()} /> : null;
}

function Page() {
  const narrow = useMedia("(max-width: 640px)");
  return narrow ? (
    <Suspense>
      <Agenda />
    </Suspense>
  ) : (
    <Workbench />
  );
}
