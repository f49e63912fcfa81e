import { nameInArn, parseArn } from '../arn.ts';
import { objectAt, objectsAt, textAt, type Container } from '../containers.ts';
import { ecrRegistry, parseImageName } from '../image-name.ts';
import { placeholderIn } from '../placeholder.ts';
import { called, type Rule } from '../subject.ts';

/** What IAM allows in a role's name, with the path that may stand before it. */
const ROLE_NAME = /^\/?([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

/** Roles are ARNs of roles, of any partition, or names. */
export const roles: Rule = (subject) => {
  for (const key of ['taskRoleArn', 'executionRoleArn']) {
    const role = textAt(subject.definition.value, key);
    if (role === undefined || placeholderIn(role) !== undefined || isRole(role)) continue;
    subject.error(
      [key],
      'task-definition/role',
      `${key} is neither the ARN nor the name of a role.`,
      'Write `arn:aws:iam::123456789012:role/name`, or the name alone.',
    );
  }
};

function isRole(text: string): boolean {
  if (!text.startsWith('arn:')) return ROLE_NAME.test(text);
  const arn = parseArn(text);
  if (nameInArn(text, 'iam') !== undefined) return true;
  return arn?.service === 'iam' && /^\d{12}$/.test(arn.account) && arn.resource.startsWith('role/');
}

/**
 * The execution role, where something needs it.
 *
 * Source: reference/ecs-facts.md, "Task definitions on Fargate"; for environment files, type documentation of the SDK.
 */
export const executionRole: Rule = (subject) => {
  if (subject.definition.value['executionRoleArn'] !== undefined) return;
  for (const container of subject.containers) {
    const reason = reasonForRole(container, subject.isFargate);
    if (reason === undefined) continue;
    subject.error(
      container.path,
      'task-definition/execution-role',
      `${called(container)} ${reason}, which needs an execution role, and executionRoleArn is not set.`,
      'Add `executionRoleArn` here, or under `defaults` in stack.yml.',
    );
    return;
  }
};

function reasonForRole(container: Container, isFargate: boolean): string | undefined {
  const logging = objectAt(container, 'logConfiguration');
  if (objectsAt(container, 'secrets').length > 0) return 'reads secrets';
  if (logging && objectsAt(logging, 'secretOptions').length > 0) return 'reads secrets for its log driver';
  if (objectAt(container, 'repositoryCredentials')) return 'pulls from a registry with credentials';
  // On EC2 the instance's own role does the following.
  if (!isFargate) return undefined;
  const image = parseImageName(textAt(container.value, 'image') ?? '');
  if (ecrRegistry(image?.registry)) return 'pulls its image from ECR';
  if (logging && textAt(logging.value, 'logDriver') === 'awslogs') return 'logs with awslogs';
  if (objectsAt(container, 'environmentFiles').length > 0) return 'reads environment files';
  return undefined;
}
