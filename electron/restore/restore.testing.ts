/** What the tests with real tools look at inside this folder. */
export { bootCommand, letter } from './hand.ts';
export { handArguments } from './machine.ts';
export { programThere } from './packed.ts';
