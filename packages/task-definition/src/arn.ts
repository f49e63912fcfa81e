/** An ARN taken apart. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** Everything after the account, colons included. */
  readonly resource: string;
}

/** Takes an ARN of any partition apart; undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
  const parts = /^arn:(aws[a-z-]*):([a-z0-9-]+):([a-z0-9-]*):([a-z0-9]*):(.+)$/s.exec(text);
  if (!parts) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = parts;
  return { partition, service, region, account, resource };
}

/**
 * What an abbreviated ARN of a service names: `amply/database-url` for `arn:aws:secretsmanager:...:amply/database-url`.
 *
 * An ARN is abbreviated where it has a literal `...`, or a word like `xxxx` in the place of the twelve digits of an
 * account. Undefined for a full ARN and for what is no ARN of that service.
 * Source: contracts.md, "The seed, byte for byte".
 */
export function nameInArn(text: string, service: string): string | undefined {
  const [, found, rest] = /^arn:aws[a-z-]*:([a-z0-9-]+):(.*)$/s.exec(text) ?? [];
  if (found !== service || rest === undefined) return undefined;
  const dots = rest.lastIndexOf('...');
  if (dots !== -1) return rest.slice(dots + '...'.length).replace(/^[:.]+/, '');
  const [, account, resource] = /^[^:]*:([^:]*):(.*)$/s.exec(rest) ?? [];
  if (account === undefined || resource === undefined || /^\d{12}$|^aws$/.test(account)) return undefined;
  return resource;
}
