import { Component, type ReactNode } from 'react';
import { WordsConsumer } from '../words/words.tsx';

type State = { line: string | null };

/** Keeps a screen that cannot be drawn from taking the rail with it. React knows error boundaries as classes only. */
export class Boundary extends Component<{ children: ReactNode }, State> {
  override state: State = { line: null };

  static getDerivedStateFromError(error: unknown): State {
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
