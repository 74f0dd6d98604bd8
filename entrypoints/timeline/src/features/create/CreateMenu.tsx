/** The menu that a drag on empty time opens: a template, or a shift of one’s own. */
export function CreateMenu() {
  return null;
}
