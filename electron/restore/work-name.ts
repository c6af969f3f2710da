import { randomBytes } from 'node:crypto';

/** Eight hexadecimal digits that nobody else has. */
export const randomName = (): string => randomBytes(4).toString('hex');
