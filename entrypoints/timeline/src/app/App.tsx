import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";

import { useMe } from "@/api/queries/useMe";
import { makeClient } from "@/app/queryClient";
import { useMedia } from "@/app/useMedia";
import { Workbench } from "@/app/Workbench";
import { Agenda } from "@/features/agenda/Agenda";
import { LiveUpdates } from "@/features/live/LiveUpdates";
import { Notices } from "@/features/notices/Notices";
import { SignIn } from "@/features/sign-in/SignIn";
import { useSession } from "@/state/session";

export function App() {
  const [client] = useState(makeClient);
  return (
    <QueryClientProvider client={client}>
      <Page />
      <Notices />
    </QueryClientProvider>
  );
}

/** Signed out: the sign-in. Signed in: the plan, which stays where it is when the session ends meanwhile. */
function Page() {
  useMe();
  const session = useSession((state) => state.state);
  const narrow = useMedia("(max-width: 640px)");
  if (session === "out") return <SignIn />;
  return (
    <>
      {narrow ? <Agenda /> : <Workbench />}
      {session === "in" && <LiveUpdates />}
      {session === "ended" && <SignIn />}
    </>
  );
}
