/** A job from its options to its accepted proposals. */
export function AutoAssignPanel() {
  return null;
}
