import { isAwsError, type Aws, type Lookup } from '@fargate-actions/aws';
import {
  isList,
  isObject,
  type Diagnostics,
  type Document,
  type Json,
  type Path,
  type Position,
  valueAt,
} from '@fargate-actions/documents';

const TARGET_GROUP_ARN = /^arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:targetgroup\/[^/]+\/\w+$/;
const SUBNET_ID = /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/;
const SECURITY_GROUP_ID = /^sg-([0-9a-f]{8}|[0-9a-f]{17})$/;
const VPC_ID = /^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** A VPC as stack.yml names it. */
export interface VpcName {
  /** Its id or `Name` tag. */
  readonly name: string;
  readonly at?: Position | undefined;
}

/**
 * Fills in the ids and ARNs for the names that a service file has: target groups, subnets, security groups.
 *
 * Subnets and security groups are looked up in the target group's VPC, else in the one given: their names repeat across
 * VPCs. Source: contracts.md, the seed table.
 */
export async function resolveServiceNames(
  document: Document,
  vpc: VpcName | undefined,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<Document> {
  const filled = new Map<string, string>();

  async function fill(
    path: Path,
    value: string,
    what: string,
    rule: string,
    look: () => Promise<Lookup>,
  ): Promise<void> {
    const lookup = await lookUp(look, document, path, diagnostics);
    if (!lookup) return;
    if (lookup.kind === 'found') {
      filled.set(JSON.stringify(path), lookup.value);
      return;
    }
    diagnostics.error(document.at(path), rule, ...complaint(lookup, what, value, HINT));
  }

  const groups = texts(document, ['loadBalancers'], 'targetGroupArn');
  await Promise.all(
    groups
      .filter(({ value }) => !TARGET_GROUP_ARN.test(value))
      .map(({ path, value }) => {
        const name = lastPart(value);
        return fill(path, name, 'target group', 'names/target-group', () => aws.names.targetGroup(name));
      }),
  );

  const network = ['networkConfiguration', 'awsvpcConfiguration'];
  const subnets = items(document, [...network, 'subnets']).filter(({ value }) => !SUBNET_ID.test(value));
  const securityGroups = items(document, [...network, 'securityGroups']).filter(
    ({ value }) => !SECURITY_GROUP_ID.test(value),
  );
  if (subnets.length + securityGroups.length > 0) {
    const arns = groups.map(({ path, value }) => filled.get(JSON.stringify(path)) ?? value);
    const found = await vpcOf(arns, vpc, document, aws, diagnostics);
    // Without it the same names would be looked up everywhere, and called ambiguous.
    if (found === 'wrong') return document;
    const vpcId = found.id;
    const place = vpcId === undefined ? '' : ` in ${vpcId}`;
    await Promise.all([
      ...subnets.map(({ path, value }) =>
        fill(path, `${value}${place}`, 'subnet', 'names/subnet', () => aws.names.subnet(value, vpcId)),
      ),
      ...securityGroups.map(({ path, value }) =>
        fill(path, `${value}${place}`, 'security group', 'names/security-group', () =>
          aws.names.securityGroup(value, vpcId),
        ),
      ),
    ]);
  }
  return document.withValue(replaced(document.value, [], filled));
}

/** Looks up, turning a denied look-up into an error at the name: what it stands for can't be guessed. */
async function lookUp(
  look: () => Promise<Lookup>,
  document: Document,
  path: Path,
  diagnostics: Diagnostics,
): Promise<Lookup | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!isAwsError(error, 'denied')) throw error;
    diagnostics.error(
      document.at(path),
      'names/denied',
      `This name can't be looked up: ${error.message}`,
      `Write the id or ARN itself, or allow ${error.permission}.`,
    );
    return undefined;
  }
}

const HINT = 'Write the id of the one that is meant, or name the VPC with `vpc:` in stack.yml.';

function complaint(
  lookup: Exclude<Lookup, { kind: 'found' }>,
  what: string,
  name: string,
  hintWhenAmbiguous: string,
): [string, string | undefined] {
  if (lookup.kind === 'ambiguous') {
    return [`The ${what} ${name} is ambiguous: ${lookup.candidates.join(', ')}.`, hintWhenAmbiguous];
  }
  const known =
    lookup.candidates.length > 0 ? `There are: ${[...new Set(lookup.candidates)].slice(0, 20).join(', ')}.` : undefined;
  return [`There is no ${what} ${name}.`, known];
}

/** The VPC in which names are looked up, undefined for all of them; `wrong` after an error. */
async function vpcOf(
  targetGroupArns: readonly string[],
  vpc: VpcName | undefined,
  document: Document,
  aws: Aws,
  diagnostics: Diagnostics,
): Promise<{ readonly id: string | undefined } | 'wrong'> {
  const arn = targetGroupArns.find((candidate) => TARGET_GROUP_ARN.test(candidate));
  if (arn) {
    const lost = 'The VPC of the target group is not known: names are looked up in the one of stack.yml, else in all.';
    const group = await aws.gaps.optional(lost, () => aws.targetGroups.byArn(arn));
    if (group?.VpcId) return { id: group.VpcId };
  }
  if (vpc === undefined || VPC_ID.test(vpc.name)) return { id: vpc?.name };
  const lookup = await lookUp(() => aws.names.vpc(vpc.name), document, ['networkConfiguration'], diagnostics);
  if (lookup?.kind === 'found') return { id: lookup.value };
  if (lookup) {
    const hint = 'Write the id of the one that is meant.';
    diagnostics.error(vpc.at, 'names/vpc', ...complaint(lookup, 'VPC', vpc.name, hint));
  }
  return 'wrong';
}

interface Text {
  readonly path: Path;
  readonly value: string;
}

function items(document: Document, path: Path): Text[] {
  const list = valueAt(document.value, path);
  if (!isList(list)) return [];
  return list.flatMap((value, index) => (typeof value === 'string' ? [{ path: [...path, index], value }] : []));
}

function texts(document: Document, path: Path, field: string): Text[] {
  const list = valueAt(document.value, path);
  if (!isList(list)) return [];
  return list.flatMap((item, index) => {
    const value = isObject(item) ? item[field] : undefined;
    return typeof value === 'string' ? [{ path: [...path, index, field], value }] : [];
  });
}

function lastPart(value: string): string {
  return value.split(/[:/]/).at(-1) ?? value;
}

function replaced(value: Json, path: Path, filled: ReadonlyMap<string, string>): Json {
  const replacement = filled.get(JSON.stringify(path));
  if (replacement !== undefined) return replacement;
  if (isList(value)) return value.map((item, index) => replaced(item, [...path, index], filled));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, [...path, key], filled)]));
}
