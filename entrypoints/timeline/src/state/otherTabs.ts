/** What the tabs of one browser tell each other: that somebody signed out in one of them. */
const NAME = "planning-pro";
const SIGNED_OUT = "signed-out";

export function tellSignedOut(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(SIGNED_OUT);
  channel.close();
}

/** Calls when another tab signs out; what it returns ends that. */
export function onSignedOut(call: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", ({ data }) => data === SIGNED_OUT && call());
  return () => channel.close();
}
