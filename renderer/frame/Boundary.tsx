import { Component, type ReactNode } from 'react';
import { WordsConsumer } from '../words/words.tsx';

type Props = { at: string; children: ReactNode };
type State = { at: string; line: string | null };

/** Keeps a screen that cannot be drawn from taking the rail with it; at another address it is tried again. React knows error boundaries as classes only. */
export class Boundary extends Component<Props, State> {
  override state: State = { at: this.props.at, line: null };

  static getDerivedStateFromProps({ at }: Props, state: State): State | null {
    return at === state.at ? null : { at, line: null };
  }

  static getDerivedStateFromError(error: unknown): Pick<State, 'line'> {
    return { line: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { line } = this.state;
    if (line === null) return this.props.children;
    return (
      <WordsConsumer>
        {({ t }) => (
          <p role="alert" style={{ padding: 32 }}>
            {t('screen.broken', { line })}
          </p>
        )}
      </WordsConsumer>
    );
  }
}
