import { Page } from '../../parts/Page.tsx';

/** Placeholder while it is being written. */
export function WelcomeScreen({ isFirst }: { isFirst: boolean }) {
  return <Page title={isFirst ? 'Welcome' : 'New job'}>{null}</Page>;
}
