import { isSet, numberAt, objectAt, textAt } from '../containers.ts';
import { called, type Rule } from '../subject.ts';

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const STORAGE_GIB = { least: 21, most: 200 };

/** Fargate's ephemeral storage has bounds. */
export const ephemeralStorage: Rule = (subject) => {
  const storage = objectAt(subject.definition, 'ephemeralStorage');
  const size = storage && numberAt(storage.value, 'sizeInGiB');
  if (!subject.isFargate || size === undefined || (size >= STORAGE_GIB.least && size <= STORAGE_GIB.most)) return;
  subject.error(
    ['ephemeralStorage', 'sizeInGiB'],
    'task-definition/ephemeral-storage',
    `Ephemeral storage of ${size} GiB is not offered.`,
    `Choose ${STORAGE_GIB.least} to ${STORAGE_GIB.most}, or leave ephemeralStorage out for Fargate's own 20 GiB.`,
  );
};

/** What no Windows container takes. Source: type documentation of the SDK. */
const NOT_ON_WINDOWS = [
  'linuxParameters',
  'ulimits',
  'links',
  'privileged',
  'readonlyRootFilesystem',
  'disableNetworking',
  'dnsServers',
  'dnsSearchDomains',
  'extraHosts',
  'user',
] as const;

/** Windows: only on X86_64, and without what only Linux has. */
export const windows: Rule = (subject) => {
  if (!subject.isWindows) return;
  const platform = objectAt(subject.definition, 'runtimePlatform');
  if (platform && textAt(platform.value, 'cpuArchitecture') === 'ARM64') {
    subject.error(
      [...platform.path, 'cpuArchitecture'],
      'task-definition/platform',
      'Windows containers do not run on ARM64.',
      'Set `cpuArchitecture: X86_64`, or `operatingSystemFamily: LINUX`.',
    );
  }
  for (const container of subject.containers) {
    for (const key of NOT_ON_WINDOWS.filter((field) => isSet(container.value[field]))) {
      subject.error(
        [...container.path, key],
        'task-definition/platform',
        `${called(container)} sets \`${key}\`, which Windows containers do not support.`,
        'Remove it.',
      );
    }
  }
};
