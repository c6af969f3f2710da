import { Page } from '../../parts/Page.tsx';

/** Placeholder while it is being written. */
export function JobScreen({ name, run }: { name: string; run: number | null }) {
  return <Page title={name}>{run}</Page>;
}
