/** The people, to be dragged onto shifts. */
export function PeoplePanel() {
  return null;
}
