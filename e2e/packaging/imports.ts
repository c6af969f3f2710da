import { parseSync } from 'vite';

/** What a built script loads: names of modules, and addresses beside it (`new URL('./x', import.meta.url)`). */
export function loadedBy(code: string): string[] {
  const found: string[] = [];
  const text = (node: unknown) => {
    if (isNode(node) && node['type'] === 'Literal' && typeof node['value'] === 'string') found.push(node['value']);
  };
  const visit = (node: unknown): void => {
    if (!isNode(node)) return;
    const { type, source } = node;
    if (typeof type === 'string' && /^(?:Import|Export)/.test(type)) text(source);
    const [first, second] = Array.isArray(node['arguments']) ? (node['arguments'] as unknown[]) : [];
    if (type === 'CallExpression' && /^_*require$/.test(nameOf(node['callee']))) text(first);
    if (type === 'NewExpression' && nameOf(node['callee']) === 'URL' && isNode(second) && second['type'] === 'MemberExpression')
      text(first);
    Object.values(node).forEach(visit);
  };
  visit(parseSync('script.js', code).program);
  return found;
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const nameOf = (node: unknown): string => (isNode(node) && typeof node['name'] === 'string' ? node['name'] : '');
