import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { WordsProvider } from '../../words/words.tsx';
import type { Then } from './change.ts';
import { useTyped } from './typed.ts';

vi.hoisted(() => vi.stubGlobal('window', { modosu: {} }));

type Typed = ReturnType<typeof useTyped>;

/** What stands in a field whose kept value is `kept`, after each step was done to it; `saves` are being saved. */
function fieldAfter(...steps: ((typed: Typed, saves: { text: string; then: Then }[]) => void)[]): string {
  const saves: { text: string; then: Then }[] = [];
  const save = (text: string, then: Then) => saves.push({ text, then });
  function Field() {
    const typed = useTyped({ value: 'kept', wrong: (text) => (text === 'wrong' ? 'It is wrong.' : undefined), save });
    // Each step changes the state, and so it is drawn anew.
    steps.shift()?.(typed, saves);
    return typed.field.value;
  }
  return renderToStaticMarkup(createElement(WordsProvider, { language: 'en', children: createElement(Field) }));
}

it('what is typed is saved when the field is left, and then the kept value stands there', () => {
  expect(
    fieldAfter(
      ({ field }) => field.onChange(' next '),
      ({ field }) => field.onBlur(),
      (_, saves) => {
        expect(saves.map(({ text }) => text)).toEqual(['next']);
        saves[0]?.then.onSuccess();
      },
    ),
  ).toBe('kept');
});
it('what is typed while a save is under way is not thrown away', () => {
  expect(
    fieldAfter(
      ({ field }) => field.onChange('next'),
      ({ field }) => field.onBlur(),
      ({ field }) => field.onChange('next one'),
      (_, saves) => saves[0]?.then.onSuccess(),
    ),
  ).toBe('next one');
});
it('what is wrong is not saved and stays', () => {
  expect(
    fieldAfter(
      ({ field }) => field.onChange('wrong'),
      ({ settle }) => settle(),
      (_, saves) => expect(saves).toEqual([]),
    ),
  ).toBe('wrong');
});
