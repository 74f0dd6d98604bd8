/** Leads from an empty database to a first shift, or to an import. */
export function FirstSteps() {
  return null;
}
