import { expect, test } from '@jest/globals';
import { aContainer, anAccountWithService, aTaskDefinition, deployWeb } from './a-service.ts';
import { anAccount, type DeployRun } from './an-account.ts';
import { seedFiles } from '@fargate-actions/stack/testing';

// Source: contracts.md, "The root action": values of environment variables are never shown.

const VALUE = 'weekly-digest';

/** A definition with variables whose names tell of no secret. */
const withVariables = (variables: Readonly<Record<string, unknown>>, more: readonly object[] = []): string => {
  const environment = Object.entries(variables).map(([name, value]) => ({ name, value }));
  return aTaskDefinition({ containerDefinitions: [aContainer({ environment }), ...more] });
};

const sidecar = {
  name: 'log',
  image: 'public.ecr.aws/log:1',
  essential: false,
  environment: [{ name: 'SIDE', value: VALUE }],
};

/** All that people and other steps get to see of a run. */
const shownBy = ({ log, summary, outputs }: DeployRun): string => log + summary + JSON.stringify(outputs);

test.each([
  { what: 'is new', from: {}, to: { MODE: VALUE } },
  { what: 'changes', from: { MODE: `${VALUE}-before` }, to: { MODE: `${VALUE}-after` } },
  { what: 'goes', from: { MODE: VALUE }, to: {} },
  { what: 'comes with a container', from: {}, to: {}, addsContainer: true },
  { what: 'has no quotes', from: {}, to: { MODE: 1234.5625 } },
])('a variable that $what is shown by its name alone', async ({ from, to, addsContainer = false }) => {
  const account = await anAccountWithService();
  await deployWeb(account, {}, withVariables(from));
  const file = withVariables(to, addsContainer ? [sidecar] : []);
  const planned = await deployWeb(account, { 'dry-run': 'true' }, file);
  const run = await deployWeb(account, {}, file);
  expect(run.exitCode).toBe(0);
  for (const shown of [shownBy(planned), shownBy(run)]) {
    expect(shown).toContain(addsContainer ? 'environment[SIDE]' : 'environment[MODE]');
    expect(shown).not.toMatch(/weekly-digest|1234\.5625/);
  }
});

test('the variables of a first revision are shown by their names alone', async () => {
  const files = seedFiles(['worker/task-definition.yml', 'value: production', `value: ${VALUE}`]);
  const settings = { stack: 'deploy/stack.yml', services: 'worker' };
  const account = anAccount();
  const planned = await account.deploy({ with: { ...settings, 'dry-run': 'true' }, files });
  const run = await account.deploy({ with: settings, files });
  expect(run.exitCode).toBe(0);
  for (const shown of [shownBy(planned), shownBy(run)]) {
    expect(shown).toContain('environment[ENVIRONMENT]');
    expect(shown).not.toContain(VALUE);
  }
});
