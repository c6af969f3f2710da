import { Page } from '../../parts/Page.tsx';

/** Placeholder while it is being written. */
export function HostsScreen() {
  return <Page title="Hosts">{null}</Page>;
}
