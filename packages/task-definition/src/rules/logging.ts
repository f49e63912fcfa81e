import { objectAt, objectsAt, textAt, type Container, type Found } from '../containers.ts';
import { called, theContainer, type Rule, type Subject } from '../subject.ts';

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
const FARGATE_DRIVERS = ['awslogs', 'splunk', 'awsfirelens'];

/** Log drivers and their options. */
export const logging: Rule = (subject) => {
  for (const container of subject.containers) {
    const router = objectAt(container, 'firelensConfiguration');
    if (router) routerConfiguration(subject, router);
    const configuration = objectAt(container, 'logConfiguration');
    const driver = configuration && textAt(configuration.value, 'logDriver');
    if (!configuration || driver === undefined) continue;
    if (subject.isFargate && !FARGATE_DRIVERS.includes(driver)) {
      subject.error(
        [...configuration.path, 'logDriver'],
        'logs/driver',
        `The log driver ${driver} of ${theContainer(container)} is not supported on Fargate.`,
        `Use one of ${FARGATE_DRIVERS.join(', ')}.`,
      );
    }
    const options = objectAt(configuration, 'options') ?? { path: [...configuration.path, 'options'], value: {} };
    if (driver === 'awslogs') awslogs(subject, container, options);
    if (driver === 'splunk') splunk(subject, configuration, options);
    if (driver === 'awsfirelens') firelens(subject, container, configuration);
    deliveryMode(subject, options);
  }
};

/** Source: reference/ecs-facts.md, "Task definitions on Fargate". */
function awslogs(subject: Subject, container: Container, options: Found): void {
  const missing = (key: string) => options.value[key] === undefined;
  if (missing('awslogs-group')) {
    subject.error(
      options.path,
      'logs/awslogs-group',
      'awslogs needs awslogs-group, and it is not set.',
      `Add \`awslogs-group\`, \`/ecs/name\` for example.`,
    );
  }
  if (missing('awslogs-region')) {
    subject.error(
      options.path,
      'logs/awslogs-region',
      'awslogs needs awslogs-region, and neither this file nor stack.yml gives a region.',
      'Add `region: eu-central-1` to stack.yml, or `awslogs-region` here.',
    );
  }
  if (subject.isFargate && missing('awslogs-stream-prefix')) {
    subject.error(
      options.path,
      'logs/awslogs-stream-prefix',
      'On Fargate awslogs needs awslogs-stream-prefix, and it is not set.',
      `Add \`awslogs-stream-prefix: ${container.name ?? 'name'}\`: streams are then called prefix/container/task.`,
    );
  }
  const group = textAt(options.value, 'awslogs-group');
  if (group !== undefined && !/^[\w/.#-]{1,512}$/.test(group) && !/[<${%]/.test(group)) {
    subject.error(
      [...options.path, 'awslogs-group'],
      'logs/awslogs-group',
      `A log group cannot be called "${group}".`,
      'Use at most 512 letters, digits and `_ - / . #`.',
    );
  }
  if (!missing('awslogs-datetime-format') && !missing('awslogs-multiline-pattern')) {
    subject.error(
      [...options.path, 'awslogs-multiline-pattern'],
      'logs/awslogs-multiline',
      'awslogs-datetime-format and awslogs-multiline-pattern exclude each other.',
      'Keep one of them.',
    );
  }
  const create = textAt(options.value, 'awslogs-create-group');
  if (create !== undefined && create !== 'true') {
    subject.error(
      [...options.path, 'awslogs-create-group'],
      'logs/awslogs-create-group',
      `awslogs-create-group must be "true" or absent, got ${JSON.stringify(create)}: AWS refuses any other value.`,
      /^(?:false|no|off|0)$/i.test(create)
        ? 'Remove `awslogs-create-group`: without it no group is created.'
        : 'Write `awslogs-create-group: "true"`, and let the execution role create log groups.',
    );
  }
}

/** Source: type documentation of the SDK, LogConfiguration. */
function splunk(subject: Subject, configuration: Found, options: Found): void {
  const secret = objectsAt(configuration, 'secretOptions').map(({ value }) => textAt(value, 'name'));
  for (const key of ['splunk-token', 'splunk-url']) {
    if (options.value[key] === undefined && !secret.includes(key)) {
      subject.error(
        options.path,
        'logs/splunk',
        `The log driver splunk needs ${key}, and it is not set.`,
        key === 'splunk-token' ? 'Add it under `secretOptions`, from a secret.' : 'Add it under `options`.',
      );
    }
  }
}

/** Where a log router's own configuration comes from. Source: docs/reference/ecs.md, "What AWS refuses". */
function routerConfiguration(subject: Subject, router: Found): void {
  const options = objectAt(router, 'options');
  const type = options && textAt(options.value, 'config-file-type');
  if (!options || type === undefined) return;
  const path = [...options.path, 'config-file-type'];
  if (type !== 's3' && type !== 'file') {
    subject.error(
      path,
      'logs/firelens',
      `config-file-type must be "file" or "s3", got ${JSON.stringify(type)}.`,
      'Write `config-file-type: file`, and put the file into the image.',
    );
  } else if (type === 's3' && subject.isFargate) {
    subject.error(
      path,
      'logs/firelens',
      'config-file-type s3 is not supported on Fargate.',
      'Put the file into the image of the log router, and write `config-file-type: file` with its path. The `init` images of aws-for-fluent-bit read files from S3 by themselves.',
    );
  }
  if (textAt(options.value, 'config-file-value') === undefined) {
    subject.error(
      path,
      'logs/firelens',
      'config-file-type needs config-file-value, and it is not set.',
      'Add `config-file-value`, the path of the file in the image.',
    );
  }
}

/** Source: type documentation of the SDK, FirelensConfiguration. */
function firelens(subject: Subject, container: Container, configuration: Found): void {
  if (subject.containers.some(({ value }) => value['firelensConfiguration'] !== undefined)) return;
  subject.error(
    [...configuration.path, 'logDriver'],
    'logs/firelens',
    `${called(container)} logs through awsfirelens, but no container of the task is a log router.`,
    'Add a container with `firelensConfiguration: {type: fluentbit}`.',
  );
}

function deliveryMode(subject: Subject, options: Found): void {
  const mode = textAt(options.value, 'mode');
  if (mode === undefined || mode === 'blocking' || mode === 'non-blocking') {
    if (mode === 'blocking' && options.value['max-buffer-size'] !== undefined) {
      subject.warning(
        [...options.path, 'max-buffer-size'],
        'logs/mode',
        'max-buffer-size has no effect with the mode blocking.',
        'Remove it, or write `mode: non-blocking`.',
      );
    }
    return;
  }
  subject.error(
    [...options.path, 'mode'],
    'logs/mode',
    `The log mode cannot be ${mode}.`,
    'Write `non-blocking` (what AWS does without it) or `blocking`.',
  );
}
