/** Sentences about what just happened, read out as they come. */
export function Notices() {
  return null;
}
