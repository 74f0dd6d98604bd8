/** The plan: time axis, coverage, rows and bars. */
export function Canvas() {
  return null;
}
