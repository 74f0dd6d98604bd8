/** Asks for a token, or takes the code of a one-time link. */
export function SignIn() {
  return null;
}
