/** What the tests with real tools look at inside this folder. */
export { bootCommand, letter } from './hand.ts';
