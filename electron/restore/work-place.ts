import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

/** The folder in which things are staged, on the machine of the target. */
export type WorkPlace = { parent: string; name: string };

export const workPath = ({ parent, name }: WorkPlace): string => join(parent, name);

/** Eight hexadecimal digits that nobody else has. */
export const randomName = (): string => randomBytes(4).toString('hex');
