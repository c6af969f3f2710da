import type { EntryKind } from '../../electron/contract/history.ts';
import { useWords } from '../words/words.tsx';
import style from './EntryGlyph.module.css';

const shapes: Record<EntryKind | 'unknown', string> = {
  folder: 'M1.8 4.2c0-.6.4-1 1-1h3.1l1.5 1.7h5.8c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1H2.8c-.6 0-1-.4-1-1z',
  file: 'M3.8 2.2h5l3.4 3.4v8.2H3.8zM8.6 2.4v3.4H12',
  link: 'M6.8 9.2 9.2 6.8M7.3 4.6l1.2-1.2a2.8 2.8 0 0 1 4 4l-1.2 1.2M8.7 11.4l-1.2 1.2a2.8 2.8 0 0 1-4-4l1.2-1.2',
  device: 'M2.2 4h11.6v8H2.2zM4.6 9.6h.1M7 9.6h4',
  fifo: 'M2 5.5h12M2 10.5h12M5 8h6M9.2 6.4 11 8 9.2 9.6',
  socket: 'M5.5 2.5v3M10.5 2.5v3M3.8 5.5h8.4v2.3a4.2 4.2 0 0 1-8.4 0zM8 12v2',
  unknown: 'M4.5 8h7',
};

/** What kind of thing an entry is, by its shape; the word for it is read out. */
export function EntryGlyph({ kind }: { kind: EntryKind | undefined }) {
  const { t } = useWords();
  return (
    <svg
      className={`${style['glyph']} ${kind === 'folder' ? style['folder'] : ''}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      role="img"
      aria-label={t(`browse.kind-${kind ?? 'unknown'}`)}
    >
      <path d={shapes[kind ?? 'unknown']} />
    </svg>
  );
}
