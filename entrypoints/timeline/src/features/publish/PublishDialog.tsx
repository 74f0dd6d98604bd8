/** Differences and blockers first, then publication. */
export function PublishDialog() {
  return null;
}
