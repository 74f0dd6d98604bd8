/** What is in the air while something is dragged; drawn over the rows. */
export function DragLayer() {
  return null;
}
