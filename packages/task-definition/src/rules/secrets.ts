import type { Path } from '@fargate-actions/documents';
import { nameInArn, parseArn, type Arn } from '../arn.ts';
import { objectAt, objectsAt, repeated, textAt, type Found } from '../containers.ts';
import { placeholderIn } from '../placeholder.ts';
import type { Rule, Subject } from '../subject.ts';

const RULE = 'task-definition/secret';

/** What Systems Manager allows in a parameter's name. */
const PARAMETER_NAME = /^[\w.-]+$|^(\/[\w.-]+)+$/;

/**
 * What Secrets Manager allows in a secret's name, and the `!` of the names that AWS itself gives (`rds!cluster-...`).
 * Source: docs/reference/ecs.md, "Task definitions on Fargate".
 */
const SECRET_NAME = /^[\w/+=.@!-]+$/;

/** Where secrets come from: ARNs of the right shape, or names. Source: reference/ecs-facts.md, "Task definitions on Fargate". */
export const secrets: Rule = (subject) => {
  for (const container of subject.containers) {
    const logging = objectAt(container, 'logConfiguration');
    const lists = [objectsAt(container, 'secrets'), logging ? objectsAt(logging, 'secretOptions') : []];
    for (const list of lists) {
      list.forEach((secret) => valueFrom(subject, secret));
      const names = list.map(({ value }) => textAt(value, 'name'));
      for (const index of repeated(names)) {
        subject.error(
          [...(list[index]?.path ?? container.path), 'name'],
          'task-definition/duplicate-secret',
          `The secret ${names[index]} of the container ${container.name ?? ''} is there twice.`,
          'Remove one of them: AWS takes each name once.',
        );
      }
    }
  }
};

function valueFrom(subject: Subject, secret: Found): void {
  const text = textAt(secret.value, 'valueFrom');
  if (text === undefined || placeholderIn(text) !== undefined) return;
  const path = [...secret.path, 'valueFrom'];
  const name = textAt(secret.value, 'name') ?? '';
  const wrong = text.startsWith('arn:') ? wrongArn(text) : wrongName(text);
  if (wrong) report(subject, path, name, wrong);
}

interface Wrong {
  readonly what: string;
  readonly hint: string;
}

function report(subject: Subject, path: Path, name: string, { what, hint }: Wrong): void {
  // valueFrom itself is not shown: people put the secret's own value there.
  subject.error(path, RULE, `valueFrom of the secret ${name} ${what}.`, hint);
}

function wrongName(text: string): Wrong | undefined {
  if (PARAMETER_NAME.test(text)) return undefined;
  return {
    what: 'is neither an ARN nor the name of a Systems Manager parameter',
    hint: 'Write the ARN of a secret or parameter, or the name of a parameter of the same region. The value itself never stands here.',
  };
}

function wrongArn(text: string): Wrong | undefined {
  const secret = nameInArn(text, 'secretsmanager');
  if (secret !== undefined) return wrongSecret(secret.startsWith('secret:') ? secret : `secret:${secret}`);
  if (nameInArn(text, 'ssm') !== undefined) return undefined;
  const arn = parseArn(text);
  if (arn?.service === 'secretsmanager' && hasPlace(arn)) return wrongSecret(arn.resource);
  if (arn?.service === 'ssm' && hasPlace(arn)) {
    return /^parameter\/[\w./-]+$/.test(arn.resource)
      ? undefined
      : { what: 'is no ARN of a parameter', hint: 'Write `arn:aws:ssm:region:account:parameter/name`.' };
  }
  return {
    what: 'is no ARN of a secret or parameter',
    hint: 'Write `arn:aws:secretsmanager:region:account:secret:name` or `arn:aws:ssm:region:account:parameter/name`.',
  };
}

function hasPlace({ region, account }: Arn): boolean {
  return region !== '' && /^\d{12}$/.test(account);
}

/** `secret:name`, alone or with `:json-key:version-stage:version-id`, all three colons given. */
function wrongSecret(resource: string): Wrong | undefined {
  const [kind, name, ...rest] = resource.split(':');
  if (kind !== 'secret' || !name || !SECRET_NAME.test(name)) {
    return { what: 'is no ARN of a secret', hint: 'Write `arn:aws:secretsmanager:region:account:secret:name`.' };
  }
  if (rest.length === 0 || rest.length === 3) return undefined;
  return {
    what: `has ${rest.length} of the three parts that may follow a secret's name`,
    hint: 'Write `:json-key:version-stage:version-id` after the name and keep the colons of what is left out: `:password::`.',
  };
}
