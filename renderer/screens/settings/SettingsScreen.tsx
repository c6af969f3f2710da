import { Page } from '../../parts/Page.tsx';

/** Placeholder while it is being written. */
export function SettingsScreen() {
  return <Page title="Settings">{null}</Page>;
}
