import { ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { visible } from '../../electron/contract/words/visible.ts';
import { Name } from './Name.tsx';
import style from './Pop.module.css';

/** One line of a list: what it stands for, and how it is read. */
export type Entry = { id: string; label: string };

/** The list that opens below a field, as wide as that. */
export function Options({ items, mono = false }: { items: readonly Entry[]; mono?: boolean }) {
  return (
    <Popover className={style['pop'] ?? ''} offset={4}>
      <ListBox<Entry> className={style['list'] ?? ''} items={items}>
        {({ id, label }) => (
          <ListBoxItem id={id} textValue={visible(label)} className={style['item'] ?? ''}>
            {mono ? (
              <code>
                <Name text={label} />
              </code>
            ) : (
              <Name text={label} />
            )}
            <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
              <path d="M2.5 6.3 5 8.8 9.5 3.6" />
            </svg>
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

/** Points at what opens. */
export const Arrow = () => (
  <svg className={style['arrow']} viewBox="0 0 12 12" aria-hidden="true">
    <path d="M3 4.7 6 7.7 9 4.7" />
  </svg>
);
