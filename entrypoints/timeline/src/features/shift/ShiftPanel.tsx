/** The selected shift: fields, people, history. */
export function ShiftPanel() {
  return null;
}
