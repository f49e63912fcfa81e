import { isSet, numberAt, objectAt, objectsAt, textAt } from '../containers.ts';
import { called, type Rule, type Subject } from '../subject.ts';

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

/** What no Windows task on Fargate may have. Source: docs/reference/ecs.md, "What AWS refuses". */
export const windowsOnFargate: Rule = (subject) => {
  if (!subject.isWindows || !subject.isFargate) return;
  const { definition } = subject;
  if (isSet(definition.value['ephemeralStorage'])) {
    refuseOnWindows(subject, ['ephemeralStorage'], 'ephemeralStorage', 'Remove it: a task has 20 GiB.');
  }
  if (isSet(definition.value['proxyConfiguration'])) {
    refuseOnWindows(
      subject,
      ['proxyConfiguration'],
      'App Mesh (proxyConfiguration)',
      'Remove it, or use Service Connect.',
    );
  }
  for (const volume of objectsAt(definition, 'volumes')) {
    if (isSet(volume.value['efsVolumeConfiguration'])) {
      const path = [...volume.path, 'efsVolumeConfiguration'];
      refuseOnWindows(subject, path, 'EFS', 'Remove the volume: keep files in S3, or run the service on Linux.');
    }
  }
  for (const container of subject.containers) {
    if (isSet(container.value['environmentFiles'])) {
      const path = [...container.path, 'environmentFiles'];
      refuseOnWindows(subject, path, 'environmentFiles', 'Give the variables under `environment` and `secrets`.');
    }
    const logging = objectAt(container, 'logConfiguration');
    const firelens = isSet(container.value['firelensConfiguration'])
      ? [...container.path, 'firelensConfiguration']
      : logging && textAt(logging.value, 'logDriver') === 'awsfirelens'
        ? [...logging.path, 'logDriver']
        : undefined;
    if (firelens) refuseOnWindows(subject, firelens, 'FireLens', 'Use the log driver awslogs.');
  }
};

function refuseOnWindows(subject: Subject, path: readonly (string | number)[], what: string, hint: string): void {
  subject.error(path, 'task-definition/platform', `${what} is not supported for Windows on Fargate.`, hint);
}
