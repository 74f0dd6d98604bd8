/** The day as a list, on a narrow screen. */
export function Agenda() {
  return null;
}
