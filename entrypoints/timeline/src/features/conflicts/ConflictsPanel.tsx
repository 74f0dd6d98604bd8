/** All findings of the period. */
export function ConflictsPanel() {
  return null;
}
