import vitest from '@vitest/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import hooks from 'eslint-plugin-react-hooks';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const top = fileURLToPath(new URL('..', import.meta.url));
const handedIn = 'is handed in through a port (electron/platform), so that a test can replace it.';

export default defineConfig(
  globalIgnores(['dist/', 'out/', '.out-*/', '.bench/']),
  {
    files: ['**/*.{ts,tsx,js,mjs,cjs}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: top } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true }],
      // Services are objects of functions; none of them has a `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Types in JSDoc: the linter does not see a cast in a comment, the compiler does.
    files: ['**/*.{js,mjs,cjs}'],
    rules: { '@typescript-eslint/no-unsafe-return': 'off' },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [hooks.configs.flat['recommended-latest']],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Text from outside is shown as text (L1).' },
        { selector: 'MemberExpression[property.name=/^(inner|outer)HTML$/]', message: 'Text from outside is shown as text (L1).' },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    extends: [vitest.configs.recommended],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // vitest's expect takes a second argument: what to say when it does not hold.
      'vitest/valid-expect': ['error', { maxArgs: 2 }],
      'vitest/no-standalone-expect': ['error', { additionalTestBlockFunctions: ['afterEach'] }],
      'vitest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert'] }],
      // A test that cannot run here skips itself with a reason, and the closing lines of the run name it.
      'vitest/no-disabled-tests': 'off',
    },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['electron/platform/**', 'electron/shell/**', 'electron/cli.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        {
          globals: [
            { name: 'setTimeout', message: `Time ${handedIn}` },
            { name: 'setInterval', message: `Time ${handedIn}` },
          ],
          checkGlobalObject: true,
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: `Time ${handedIn}` },
        { object: 'process', property: 'env', message: `The environment ${handedIn}` },
      ],
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:process', importNames: ['env'], message: `The environment ${handedIn}` }] },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: `Time ${handedIn}` },
        { selector: "CallExpression[callee.name='Date']", message: `Time ${handedIn}` },
      ],
    },
  },
);
