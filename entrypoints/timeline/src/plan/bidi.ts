/** Names and sentences that hold characters which turn the direction of what stands beside them. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/u;
const TURNING_ALL = /[\u202a-\u202e\u2066-\u2069]/gu;
const ISOLATES = /[\u2066-\u2069]/gu;

/** A name that keeps its own direction to itself, wherever it is set into a sentence; most are left as they are. */
export function isolated(name: string): string {
  return TURNING.test(name) ? `\u2068${name.replace(ISOLATES, "")}\u2069` : name;
}

/** A sentence of the API without them: where in it a name stands, nobody can tell any more. */
export function straight(sentence: string): string {
  return TURNING.test(sentence) ? sentence.replace(TURNING_ALL, "") : sentence;
}
