/** Keyboard shortcuts of the page, and the list of them. */
export function Keys() {
  return null;
}
