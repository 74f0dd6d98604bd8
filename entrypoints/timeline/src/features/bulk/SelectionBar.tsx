/** What can be done with several bars at once. */
export function SelectionBar() {
  return null;
}
