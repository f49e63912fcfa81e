import { didYouMean } from '@fargate-actions/documents';
import { isSet, objectAt, objectsAt, repeated, textAt, type Found } from '../containers.ts';
import { called, type Rule, type Subject } from '../subject.ts';

const RULE = 'task-definition/volume';

const KINDS = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
  'configuredAtLaunch',
];

/** Volumes: of one kind, named once, and there when a container mounts them. */
export const volumes: Rule = (subject) => {
  const all = objectsAt(subject.definition, 'volumes');
  const names = all.map(({ value }) => textAt(value, 'name'));
  const again = repeated(names);
  all.forEach((volume, index) => {
    if (again.has(index)) {
      subject.error(
        [...volume.path, 'name'],
        RULE,
        `The volume ${names[index]} is there twice.`,
        'Give each volume a name of its own.',
      );
    }
    const kinds = KINDS.filter((kind) => isSet(volume.value[kind]));
    if (kinds.length > 1) {
      subject.error(
        volume.path,
        RULE,
        `The volume ${names[index] ?? ''} is of several kinds: ${kinds.join(', ')}.`,
        'Keep one of them.',
      );
    }
    efs(subject, volume);
  });
  if (all.filter(({ value }) => value['configuredAtLaunch'] === true).length > 1) {
    subject.error(
      ['volumes'],
      RULE,
      'More than one volume is configuredAtLaunch.',
      'AWS takes one of them in a task definition.',
    );
  }
  mounts(
    subject,
    names.filter((name) => name !== undefined),
  );
};

/** Source: type documentation of the SDK, EFSVolumeConfiguration. */
function efs(subject: Subject, volume: Found): void {
  const configuration = objectAt(volume, 'efsVolumeConfiguration');
  const authorization = configuration && objectAt(configuration, 'authorizationConfig');
  if (!configuration || !authorization) return;
  const hasAccessPoint = isSet(authorization.value['accessPointId']);
  const rootDirectory = textAt(configuration.value, 'rootDirectory') ?? '/';
  if (hasAccessPoint && rootDirectory !== '/') {
    subject.error(
      [...configuration.path, 'rootDirectory'],
      RULE,
      'With an EFS access point rootDirectory can only be `/`: the access point says which directory it is.',
      'Remove `rootDirectory`.',
    );
  }
  const needsEncryption = hasAccessPoint || authorization.value['iam'] === 'ENABLED';
  if (needsEncryption && configuration.value['transitEncryption'] !== 'ENABLED') {
    subject.error(
      configuration.path,
      RULE,
      'EFS with an access point or IAM needs transitEncryption.',
      'Add `transitEncryption: ENABLED`.',
    );
  }
}

function mounts(subject: Subject, names: readonly string[]): void {
  const containerNames = subject.containers.map(({ name }) => name);
  for (const container of subject.containers) {
    for (const mount of objectsAt(container, 'mountPoints')) {
      const volume = textAt(mount.value, 'sourceVolume');
      if (volume !== undefined && !names.includes(volume)) {
        const meant = didYouMean(volume, names);
        subject.error(
          [...mount.path, 'sourceVolume'],
          RULE,
          `${called(container)} mounts the volume ${volume}, but there is none of that name.`,
          meant ? `Did you mean ${meant}?` : 'Add it under `volumes`.',
        );
      }
    }
    for (const from of objectsAt(container, 'volumesFrom')) {
      const source = textAt(from.value, 'sourceContainer');
      if (source === undefined || containerNames.includes(source)) continue;
      subject.error(
        [...from.path, 'sourceContainer'],
        RULE,
        `${called(container)} takes the volumes of ${source}, but there is no container of that name.`,
      );
    }
  }
}
