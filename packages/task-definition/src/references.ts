import { pathKey, type Document, type Path } from '@fargate-actions/documents';
import { nameInArn } from './arn.ts';
import { containersOf, objectAt, objectsAt, root, textAt, type Found } from './containers.ts';
import { withValueAt } from './document-edits.ts';
import { ecrRegistry, parseImageName } from './image-name.ts';
import { placeholderIn } from './placeholder.ts';

/** A name in a definition, in the place of what AWS wants, that must be looked up in the account. */
export type Reference =
  | { readonly kind: 'role'; readonly path: Path; readonly name: string }
  | {
      readonly kind: 'secret';
      readonly path: Path;
      readonly name: string;
      /** `:json-key:version-stage:version-id`, or nothing: goes after the ARN. */
      readonly suffix: string;
    }
  | { readonly kind: 'parameter'; readonly path: Path; readonly name: string }
  | {
      readonly kind: 'image';
      readonly path: Path;
      readonly repository: string;
      readonly region?: string;
      readonly tag?: string;
      readonly digest?: string;
    };

/**
 * Every name in the definition that must be looked up: roles by name, abbreviated ARNs of secrets and parameters, and
 * images in the ECR registry of an account that the file does not give.
 *
 * A bare name in `valueFrom` is not among them: ECS takes it for a Systems Manager parameter of its own region, as it is.
 * Source: contracts.md, "The seed, byte for byte".
 */
export function references(document: Document): readonly Reference[] {
  const containers = containersOf(document);
  return [
    ...['taskRoleArn', 'executionRoleArn'].flatMap((key) => roleReference(document, key)),
    ...containers.flatMap((container) => imageReference(container)),
    ...containers.flatMap((container) => secretReferences(container)),
  ];
}

/**
 * The definition with what its names stand for, by `pathKey` of the reference's path.
 *
 * A role and a parameter become the given ARN or name, a secret the ARN with its suffix, an image the given image.
 */
export function withReferences(document: Document, resolved: ReadonlyMap<string, string>): Document {
  return references(document).reduce((edited, reference) => {
    const value = resolved.get(pathKey(reference.path));
    if (value === undefined) return edited;
    const whole = reference.kind === 'secret' ? value + reference.suffix : value;
    // What stands in the file is still the reason for the value: its position stays.
    return edited.withValue(withValueAt(edited, reference.path, whole).value);
  }, document);
}

function roleReference(document: Document, key: string): readonly Reference[] {
  const text = textAt(root(document).value, key);
  if (text === undefined || placeholderIn(text) !== undefined) return [];
  const name = text.startsWith('arn:') ? nameInArn(text, 'iam')?.replace(/^role\//, '') : text;
  // GetRole wants the name without the path that stands before it in the ARN.
  const last = name?.split('/').at(-1);
  return last ? [{ kind: 'role', path: [key], name: last }] : [];
}

function imageReference(container: Found): readonly Reference[] {
  const text = textAt(container.value, 'image');
  if (text === undefined || placeholderIn(text) !== undefined) return [];
  const image = parseImageName(text);
  const registry = ecrRegistry(image?.registry);
  if (!image || !registry || registry.account !== undefined) return [];
  const { repository, tag, digest } = image;
  const { region } = registry;
  return [
    {
      kind: 'image',
      path: [...container.path, 'image'],
      repository,
      ...(region !== undefined && { region }),
      ...(tag !== undefined && { tag }),
      ...(digest !== undefined && { digest }),
    },
  ];
}

function secretReferences(container: Found): readonly Reference[] {
  const logConfiguration = objectAt(container, 'logConfiguration');
  const credentials = objectAt(container, 'repositoryCredentials');
  return [
    ...objectsAt(container, 'secrets').flatMap((secret) => secretReference(secret, 'valueFrom')),
    ...(logConfiguration ? objectsAt(logConfiguration, 'secretOptions') : []).flatMap((secret) =>
      secretReference(secret, 'valueFrom'),
    ),
    ...(credentials ? secretReference(credentials, 'credentialsParameter') : []),
  ];
}

function secretReference(found: Found, key: string): readonly Reference[] {
  const text = textAt(found.value, key);
  if (text === undefined || placeholderIn(text) !== undefined) return [];
  const path = [...found.path, key];
  const secret = nameInArn(text, 'secretsmanager')?.replace(/^secret:/, '');
  if (secret) {
    const [name = ''] = secret.split(':');
    return name ? [{ kind: 'secret', path, name, suffix: secret.slice(name.length) }] : [];
  }
  const parameter = nameInArn(text, 'ssm');
  return parameter ? [{ kind: 'parameter', path, name: parameterName(parameter) }] : [];
}

/** `parameter/amply/x` is the parameter `/amply/x`, `parameter/x` is `x`: a name with levels begins with a slash. */
function parameterName(resource: string): string {
  const name = resource.replace(/^parameter\/?/, '').replace(/^\//, '');
  return name.includes('/') || resource.startsWith('/') ? `/${name}` : name;
}
