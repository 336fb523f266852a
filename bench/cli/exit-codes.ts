/** What the exit status says. Documented in the README and in --help. */
export const exitCodes = {
  ok: 0,
  /** A check that was asked for failed: pods pending with --fail-on-pending, differences in conformance. */
  failed: 1,
  /** A mistake in what the user gave. */
  usage: 2,
  /** A defect of seatrial. */
  defect: 70,
  /** Ended by Ctrl-C. */
  interrupted: 130,
} as const;
