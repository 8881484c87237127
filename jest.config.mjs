import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { jestConfig: lwc } = require('@salesforce/sfdx-lwc-jest/config');

// Jest loads components as CommonJS, and the engine that sfdx-lwc-jest brings is the last that comes as such.
const engine = createRequire(require.resolve('@salesforce/sfdx-lwc-jest/config'));
const engineModules = {
    '^(lwc|@lwc/engine-dom)$': engine.resolve('@lwc/engine-dom'),
    '^@lwc/synthetic-shadow$': engine.resolve('@lwc/synthetic-shadow'),
    '^(wire-service|@lwc/wire-service)$': engine.resolve('@lwc/wire-service')
};

// What only one engine can show says so in its name: `x.postgresql.test.ts`, `x.embedded.test.ts`.
const otherEngine =
    process.env.STRONGROOM_TEST_DATABASE === 'postgresql' ? '\\.embedded\\.test\\.ts$' : '\\.postgresql\\.test\\.ts$';

/** A project of TypeScript tests that Node runs as ES modules, types stripped. */
const node = (displayName, testMatch, extra = {}) => ({
    displayName,
    testMatch,
    testEnvironment: 'node',
    extensionsToTreatAsEsm: ['.ts'],
    transform: { '\\.ts$': '<rootDir>/scripts/strip-types.cjs' },
    modulePathIgnorePatterns: ['<rootDir>/.strongroom', '<rootDir>/.cache'],
    ...extra
});

export default {
    testTimeout: 60_000,
    projects: [
        {
            ...lwc,
            displayName: 'lwc',
            rootDir: import.meta.dirname,
            roots: ['<rootDir>/force-app'],
            testMatch: ['<rootDir>/force-app/**/lwc/**/__tests__/**/*.test.js'],
            setupFilesAfterEnv: [...(lwc.setupFilesAfterEnv ?? []), '<rootDir>/force-app/test/jest-setup.js'],
            moduleNameMapper: {
                ...engineModules,
                '^lightning/(modal|confirm)$': '<rootDir>/force-app/test/jest-mocks/lightning/$1'
            }
        },
        node(
            'unit',
            [
                '<rootDir>/backend/src/**/*.test.ts',
                '<rootDir>/local-org/**/*.test.ts',
                '<rootDir>/scripts/**/*.test.ts'
            ],
            {
                testPathIgnorePatterns: ['/node_modules/', '<rootDir>/local-org/test/', '<rootDir>/scripts/checks/']
            }
        ),
        node('checks', ['<rootDir>/scripts/checks/**/*.test.ts']),
        node('journeys', ['<rootDir>/backend/test/journeys/**/*.test.ts'], {
            testPathIgnorePatterns: ['/node_modules/', otherEngine]
        }),
        node('faults', ['<rootDir>/backend/test/faults/**/*.test.ts']),
        node('browser', ['<rootDir>/local-org/test/browser/**/*.test.ts'])
    ]
};
