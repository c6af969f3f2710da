import { structuredPatch } from 'diff';
import type { DiffLine, TextDifference } from '../../contract/history.ts';

type Content = TextDifference['content'];

const context = 3;
// Beyond these nobody reads it; the effort grows with the square of the edits.
const mostEdits = 4000;
const longestMs = 2000;
const mostLines = 50_000;
const signs: Partial<Record<string, DiffLine['kind']>> = { ' ': 'kept', '-': 'old', '+': 'new' };

/**
 * Where two texts differ, as `diff -u` tells it, line by line. A line is without its newline; a carriage return before it stays. Takes a
 * second and more for texts that are long and different: it belongs in a thread.
 */
export function differenceOf(older: string, newer: string): Content {
  if (older === newer) return { kind: 'hunks', hunks: [] };
  if (older === '' || newer === '') return whole(older, newer);
  const patch = structuredPatch('', '', older, newer, '', '', { context, maxEditLength: mostEdits, timeout: longestMs });
  if (!patch) return { kind: 'none', why: 'too-different' };
  return {
    kind: 'hunks',
    hunks: patch.hunks.map(({ oldStart, newStart, lines }) => ({ oldStart, newStart, lines: lines.flatMap(lineOf) })),
  };
}

/** All lines of a text that is on one side only. */
function whole(older: string, newer: string): Content {
  const kind = newer === '' ? 'old' : 'new';
  const lines = (older + newer).replace(/\n$/, '').split('\n');
  if (lines.length > mostLines) return { kind: 'none', why: 'too-large' };
  return { kind: 'hunks', hunks: [{ oldStart: 1, newStart: 1, lines: lines.map((text) => ({ kind, text })) }] };
}

function lineOf(line: string): DiffLine[] {
  const kind = signs[line.charAt(0)];
  return kind === undefined ? [] : [{ kind, text: line.slice(1) }];
}
