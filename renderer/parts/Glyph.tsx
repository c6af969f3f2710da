import type { Level } from '../../electron/contract/requests.ts';
import style from './Glyph.module.css';
import colour from './State.module.css';

export type State = Level | 'working' | 'paused';

const shapes: Record<State, React.ReactNode> = {
  protected: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M5.2 8.2 7.2 10.2 11 6" />
    </>
  ),
  attention: (
    <>
      <path d="M8 2.2 14.4 13.4H1.6Z" />
      <path d="M8 6.4v3.2M8 11.4v.2" />
    </>
  ),
  'at-risk': (
    <>
      <path d="M10.8 2.5A6.2 6.2 0 1 0 13.5 5.2" />
      <path d="M5.8 5.8l4.4 4.4M10.2 5.8 5.8 10.2" />
    </>
  ),
  working: (
    <>
      <circle cx="8" cy="8" r="6.2" opacity=".28" />
      <path className={style['arc']} d="M8 1.8A6.2 6.2 0 0 1 14.2 8" />
    </>
  ),
  paused: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2.2" />,
};

/** The shape of a state, in its colour. Decoration: the word for it stands beside it, or is given as `label`. */
export function Glyph({ state, label, size = 16 }: { state: State; label?: string; size?: number }) {
  return (
    <svg
      className={`${style['glyph']} ${colour[state]}`}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shapes[state]}
    </svg>
  );
}
