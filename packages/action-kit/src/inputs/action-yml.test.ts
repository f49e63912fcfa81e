import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { boolean, defineInputs, minutes, names, oneOf, text } from '../index.ts';
import { actionYml, declaredInputs } from '../../test/index.ts';

const ACTION = `
name: x
inputs:
  cluster: { description: Its cluster., required: true }
  dry-run: { description: Only show., default: false }
  mode: { description: What to do., default: 'apply' }
  wait-for-minutes: { description: How long., required: false, default: 30 }
  services: { description: Which., default: '' }
outputs:
  status: { description: How it ended. }
  changes: {}
`;

test('an action.yml and the inputs of its code are compared by name, default and need', () => {
  const directory = mkdtempSync(join(tmpdir(), 'action-yml-'));
  try {
    const file = join(directory, 'action.yml');
    writeFileSync(file, ACTION);
    const { inputs, outputs, withoutDescription } = actionYml(file);
    expect(inputs).toEqual(
      declaredInputs(
        defineInputs({
          cluster: text(),
          dryRun: boolean().default(false),
          mode: oneOf('apply', 'suspend').default('apply'),
          waitForMinutes: minutes().default(30),
          services: names().optional(),
        }),
      ),
    );
    expect(outputs).toEqual(['status', 'changes']);
    expect(withoutDescription).toEqual(['changes']);
    expect(inputs).not.toEqual(declaredInputs(defineInputs({ cluster: text() })));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
