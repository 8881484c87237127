import slds from '@salesforce-ux/eslint-plugin-slds';
import lwcRecommended from '@salesforce/eslint-config-lwc/recommended.js';
import js from '@eslint/js';
import jest from 'eslint-plugin-jest';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import { explainedDisable } from './scripts/lint/explained-disable.ts';
import { houseImports } from './scripts/lint/house-imports.ts';

const strongroom = { rules: { 'explained-disable': explainedDisable, 'house-imports': houseImports } };

const onlyConfigReadsTheEnvironment = [
    "MemberExpression[object.name='process'][property.name='env']",
    "VariableDeclarator[init.name='process'] > ObjectPattern > Property[key.name='env']"
].map((selector) => ({ selector, message: 'Only config.ts reads the environment.' }));

const onlyCommandsWriteToTheTerminal = [
    "MemberExpression[object.name='process'][property.name=/^(stdout|stderr)$/]"
].map((selector) => ({ selector, message: 'Only main.ts and enrol.ts write to the terminal; everything else logs.' }));

const onlyStoresQuery = [
    'CallExpression[callee.property.name=/^(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)$/]'
].map((selector) => ({ selector, message: 'Only a store and platform/db speak SQL.' }));

const onlyTheVaultTouchesCiphers = ["MemberExpression[object.name='crypto'][property.name='subtle']"].map(
    (selector) => ({ selector, message: 'Only vault/ touches ciphers.' })
);

const everywhere = [
    ...onlyConfigReadsTheEnvironment,
    ...onlyCommandsWriteToTheTerminal,
    ...onlyStoresQuery,
    ...onlyTheVaultTouchesCiphers
];
const allBut = (...allowed) => ['error', ...everywhere.filter((each) => !allowed.flat().includes(each))];

export default defineConfig([
    {
        ignores: [
            '**/node_modules/**',
            '**/coverage/**',
            '.cache/**',
            '.strongroom/**',
            '.mdapi/**',
            // a small package of its own, that the tests of the checks copy and lint as one
            'scripts/checks/test/clean-package/**'
        ]
    },
    {
        linterOptions: { reportUnusedDisableDirectives: 'error' }
    },
    {
        files: ['**/*.{js,mjs,cjs,ts}'],
        plugins: { strongroom },
        rules: { 'strongroom/explained-disable': 'error' }
    },

    // The package: Salesforce's rules for components, Jest's for their tests, SLDS for markup and styles.
    {
        files: ['**/lwc/**/*.js', 'force-app/test/**/*.js'],
        extends: [lwcRecommended]
    },
    {
        files: ['**/lwc/**/*.test.js', 'force-app/test/**/*.js'],
        languageOptions: { globals: { ...globals.node, ...globals.jest } },
        rules: {
            ...jest.configs['flat/recommended'].rules,
            '@lwc/lwc/no-async-operation': 'off',
            '@lwc/lwc/no-inner-html': 'off',
            '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off'
        }
    },
    {
        files: ['**/lwc/**/*.{html,css}'],
        plugins: { '@salesforce-ux/slds': slds },
        extends: ['@salesforce-ux/slds/recommended']
    },

    // Service, local org and tools.
    {
        files: ['**/*.ts'],
        extends: [js.configs.recommended, ts.configs.strictTypeChecked],
        plugins: { strongroom },
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            'strongroom/house-imports': 'error',
            eqeqeq: 'error',
            '@typescript-eslint/ban-ts-comment': [
                'error',
                { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }
            ],
            '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
            '@typescript-eslint/no-confusing-void-expression': 'off',
            '@typescript-eslint/no-meaningless-void-operator': 'off',
            '@typescript-eslint/no-misused-spread': ['error', { allow: [{ from: 'lib', name: 'string' }, 'string'] }],
            '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
            // an async function answers every failure as a rejection, also where it awaits nothing
            '@typescript-eslint/require-await': 'off',
            '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
            '@typescript-eslint/switch-exhaustiveness-check': 'error'
        }
    },
    {
        files: ['**/*.test.ts', '**/test/**/*.ts'],
        ...jest.configs['flat/recommended'],
        rules: {
            ...jest.configs['flat/recommended'].rules,
            'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'assert*', 'fc.assert'] }],
            // replies are read as the JSON they are
            '@typescript-eslint/no-non-null-assertion': 'off',
            '@typescript-eslint/no-unsafe-argument': 'off',
            '@typescript-eslint/no-unsafe-assignment': 'off',
            '@typescript-eslint/no-unsafe-call': 'off',
            '@typescript-eslint/no-unsafe-member-access': 'off',
            '@typescript-eslint/no-unsafe-return': 'off'
        }
    },
    {
        files: ['**/*.{mjs,cjs}'],
        extends: [js.configs.recommended],
        languageOptions: { globals: globals.node }
    },

    {
        files: ['local-org/lightning/**/*.js'],
        ignores: ['**/lwc/**'],
        extends: [js.configs.recommended],
        languageOptions: { globals: globals.browser }
    },

    // The house's rules for the service.
    {
        files: ['backend/src/**/*.ts'],
        ignores: ['**/*.test.ts'],
        rules: {
            'no-console': 'error',
            'no-restricted-globals': [
                'error',
                ...['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({
                    name,
                    message: 'Only platform/http opens an outbound connection.'
                }))
            ],
            'no-restricted-syntax': allBut()
        }
    },
    { files: ['backend/src/config.ts'], rules: { 'no-restricted-syntax': allBut(onlyConfigReadsTheEnvironment) } },
    {
        files: ['backend/src/{main,enrol}.ts'],
        rules: { 'no-restricted-syntax': allBut(onlyCommandsWriteToTheTerminal) }
    },
    { files: ['backend/src/vault/**/*.ts'], rules: { 'no-restricted-syntax': allBut(onlyTheVaultTouchesCiphers) } },
    {
        files: ['backend/src/**/store.ts', 'backend/src/**/*-store.ts', 'backend/src/platform/db*.ts'],
        rules: { 'no-restricted-syntax': allBut(onlyStoresQuery) }
    },
    {
        files: ['backend/src/platform/http*.ts', 'backend/src/platform/http*/**/*.ts'],
        rules: { 'no-restricted-globals': 'off' }
    }
]);
