/** What is to be written: bytes, and files that take a block each. */
export type Load = { files: number; bytes: number };

/** What a disk keeps free for everything else while a restore is only tried. */
const reserve = 67_108_864;
const blockBytes = 4096;

/** How many bytes must be free where so much is tried. */
export const neededFor = ({ files, bytes }: Load): number => bytes + files * blockBytes + reserve;
