/** Follows what others write. */
export function LiveUpdates() {
  return null;
}
