export default {
  testEnvironment: 'node',
  setupFiles: ['<rootDir>/tests/fast-check-seed.ts'],
  roots: ['<rootDir>/packages', '<rootDir>/actions', '<rootDir>/tests', '<rootDir>/scripts'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  // One jest module registry a file loads the AWS SDK again and again: two workers are what two cores can feed.
  maxWorkers: 2,
  // A test that takes half a minute alone takes minutes beside others: only what hangs is to fail by it.
  testTimeout: 240_000,
};
