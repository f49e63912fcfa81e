import { expect, test } from '@jest/globals';
import { unmet, type Requirement } from './requirements.ts';

/** Something that is there, can be installed, can't be, or fails to be. */
function aRequirement(name: string, kind: 'there' | 'installable' | 'for people' | 'failing'): Requirement {
  let isThere = kind === 'there';
  const install = async () => {
    if (kind === 'failing') throw new Error('no network');
    isThere = true;
  };
  return {
    name,
    remedy: `get ${name}`,
    missing: async () => (isThere ? undefined : `no ${name}`),
    ...(kind !== 'for people' && { install }),
  };
}

test.each([
  { name: 'all is there', kinds: ['there', 'there'], mayInstall: false, reasons: [] },
  { name: 'nothing is installed unasked', kinds: ['installable'], mayInstall: false, reasons: ['no r0'] },
  { name: 'what can be is installed', kinds: ['installable', 'installable'], mayInstall: true, reasons: [] },
  { name: 'the rest is left to people', kinds: ['there', 'for people'], mayInstall: true, reasons: ['no r1'] },
  {
    name: 'nothing is installed on top of what is missing',
    kinds: ['for people', 'installable'],
    mayInstall: true,
    reasons: ['no r0', 'no r1'],
  },
  {
    name: 'a failed installation says why',
    kinds: ['failing'],
    mayInstall: true,
    reasons: ['it could not be installed: no network'],
  },
] as const)('$name', async ({ kinds, mayInstall, reasons }) => {
  const requirements = kinds.map((kind, index) => aRequirement(`r${index}`, kind));
  const found = await unmet(requirements, mayInstall, () => undefined);
  expect(found.map(({ reason }) => reason)).toEqual(reasons);
});
