/** Versions, listed and compared. */
export function VersionsPanel() {
  return null;
}
