/**
 * The floors of the house, from the ground up. A floor may import the floors before it and its own folder, never its neighbours
 * or a floor above.
 */
const floors = [
  ['contract'],
  ['platform'],
  ['ssh'],
  ['rdiff-backup'],
  ['jobs'],
  ['runs'],
  ['schedule'],
  ['backup'],
  ['history'],
  ['restore'],
  ['alerts'],
  ['recovery'],
  ['engine.ts'],
  ['desktop', 'web', 'shell'],
  ['main.ts', 'cli.ts', 'history-worker.ts'],
];
const outlets = ['desktop', 'web', 'shell'];
const features = floors.slice(2, 12).flat();
const anyOf = (/** @type {string[]} */ names) => `(${names.join('|').replaceAll('.', '\\.')})(/|$)`;
const within = (/** @type {string[]} */ ...names) => `^electron/${anyOf(names)}`;
/** The package, installed or not; the folder of the same name is ours. */
const electronItself = '^electron$|^node_modules/electron/';
/** Tests, and what helps them. */
const tests = '\\.(test|testing)\\.ts$';

const onlyDown = floors.flatMap((floor, height) =>
  floor.map((name) => ({
    name: `floors: ${name}`,
    comment: `${name} may import only what lies below it.`,
    severity: 'error',
    from: { path: within(name) },
    to: { path: '^electron/', pathNot: within(name, ...floors.slice(0, height).flat()) },
  })),
);

const faces = [...features, ...outlets].map((name) => ({
  name: `face: ${name}`,
  comment: `From outside, ${name} is ${name}/${name}.ts and nothing else, and for tests what ${name}.testing.ts lends them.`,
  severity: 'error',
  from: { pathNot: within(name) },
  to: { path: within(name), pathNot: `^electron/${name}/${name}(\\.testing)?\\.ts$` },
}));

/** @type {import('dependency-cruiser').IConfiguration['forbidden']} */
const others = [
  {
    name: 'contract: zod and the catalogue only',
    severity: 'error',
    from: { path: within('contract'), pathNot: tests },
    to: { pathNot: [within('contract'), '^node_modules/(zod|i18next)/'] },
  },
  {
    name: 'features: the outside world only through platform',
    severity: 'error',
    from: { path: within(...features, 'engine.ts') },
    to: { path: ['^(node:)?(child_process|timers|sqlite)(/|$)', '^node_modules/(execa|conf|nodemailer)/', electronItself] },
  },
  {
    name: 'outlets: the engine, not the features',
    comment: 'desktop, web and shell know the engine by its face, the contract and the platform.',
    severity: 'error',
    from: { path: within(...outlets) },
    to: { path: within(...features) },
  },
  {
    name: 'electron: only in main.ts and desktop',
    severity: 'error',
    from: { path: '^(electron|renderer)/', pathNot: within('main.ts', 'desktop') },
    to: { path: electronItself },
  },
  {
    name: 'electron: nothing from renderer, e2e or build',
    severity: 'error',
    from: { path: '^electron/' },
    to: { path: '^(renderer|e2e|build)/' },
  },
  {
    name: 'electron: no development dependency',
    severity: 'error',
    from: { path: '^electron/', pathNot: tests },
    to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/(@types|electron)/' },
  },
  {
    name: 'program: nothing of its tests',
    severity: 'error',
    from: { path: '^(electron|renderer)/', pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'renderer: the contract and nothing else of electron',
    severity: 'error',
    from: { path: '^renderer/' },
    to: { path: '^(electron|e2e|build)/', pathNot: within('contract') },
  },
  { name: 'renderer: no Node', severity: 'error', from: { path: '^renderer/', pathNot: tests }, to: { dependencyTypes: ['core'] } },
  {
    name: 'e2e: no entry and no outlet',
    severity: 'error',
    from: { path: '^e2e/' },
    to: { path: within('main.ts', 'cli.ts', ...outlets) },
  },
  { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
  { name: 'no unknown imports', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no undeclared packages',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'no orphans',
    severity: 'error',
    from: { orphan: true, pathNot: [tests, within('main.ts', 'cli.ts', 'history-worker.ts'), '^build/[^/]+$', '\\.d\\.ts$'] },
    to: {},
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...onlyDown, ...faces, ...others],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|\\.[^/]+)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'types', 'default'], exportsFields: ['exports'] },
  },
};
