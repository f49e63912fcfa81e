import { isList, isObject, valueAt, type Diagnostics, type Document } from '@fargate-actions/documents';

/**
 * A service with alarms that guard its deployments, beside those that its own files name.
 *
 * @param name the service's.
 * @param rollsBack whether an alarm rolls back where the files leave that open.
 */
export function withGuards(
  complete: Document,
  name: string,
  guards: readonly string[],
  rollsBack: boolean,
  diagnostics: Diagnostics,
): Document {
  if (guards.length === 0 || !isObject(complete.value)) return complete;
  const controller = valueAt(complete.value, ['deploymentController', 'type']) ?? 'ECS';
  if (controller !== 'ECS') {
    diagnostics.error(
      complete.at(['deploymentController', 'type']),
      'service/guards-controller',
      `Alarms guard deployments of ECS's own controller, and ${name} has ${JSON.stringify(controller)}: ${guards.join(', ')} would guard nothing.`,
      'Take `guardsDeployment` out of them, or give the alarms to the deployment group in CodeDeploy.',
    );
    return complete;
  }
  const path = ['deploymentConfiguration', 'alarms'];
  const configuration = valueAt(complete.value, path.slice(0, 1));
  const alarms = valueAt(complete.value, path);
  const given = isObject(alarms) ? alarms : {};
  if (given['enable'] === false) {
    diagnostics.error(
      complete.at([...path, 'enable']),
      'service/guards-off',
      `${name} says \`enable: false\` for alarms of its deployments, and ${guards.join(', ')} ${guards.length === 1 ? 'is' : 'are'} to guard them.`,
      'Take `alarms` out here, or `guardsDeployment` there.',
    );
    return complete;
  }
  const named = isList(given['alarmNames']) ? given['alarmNames'] : [];
  return complete.withValue({
    ...complete.value,
    deploymentConfiguration: {
      ...(isObject(configuration) && configuration),
      alarms: { rollback: rollsBack, ...given, enable: true, alarmNames: [...new Set([...named, ...guards])] },
    },
  });
}
