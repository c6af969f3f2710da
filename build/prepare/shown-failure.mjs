/** A refusal whose message is all that a person needs to read. */
export class ShownFailure extends Error {
  /** @override */
  name = 'ShownFailure';
}
