/** The bar above the plan: period, zoom, rows, filters, search, actions. */
export function Toolbar() {
  return null;
}
