import {
  isList,
  isObject,
  valueAt,
  type Document,
  type Json,
  type Path,
  type Position,
} from '@fargate-actions/documents';

/** What a container of a task definition asks of its image. What it does not set, the image says. */
export interface Requirements {
  /** How the service is called in messages. */
  readonly service: string;
  readonly container: string;
  /** `linux/amd64` */
  readonly platform: string;
  readonly entryPoint: readonly string[];
  readonly command: readonly string[];
  /** `CMD` or `CMD-SHELL` first; empty when there is none. */
  readonly healthCheck: readonly string[];
  readonly workingDirectory?: string | undefined;
  readonly user?: string | undefined;
  /** PATH, where the container sets it. */
  readonly path?: string | undefined;
  /** Where things stand in the file, for messages. */
  readonly places: Readonly<Record<RequirementPlace, Position | undefined>>;
}

/** What a message can point at. */
export type RequirementPlace =
  'container' | 'command' | 'entryPoint' | 'healthCheck' | 'platform' | 'user' | 'workingDirectory';

/** Fargate's names of architectures, by those of images. Source: reference/ecs-facts.md, "Task definitions". */
const ARCHITECTURES: Readonly<Record<string, string>> = { X86_64: 'amd64', ARM64: 'arm64' };

/**
 * What the containers of a task definition ask of the image.
 *
 * @param service how it is called in messages.
 * @param usesImage tells whether a container's image is the one that is looked at: sidecars run others.
 */
export function requirementsOf(
  taskDefinition: Document,
  service: string,
  usesImage: (image: string) => boolean,
): Requirements[] {
  const { value } = taskDefinition;
  const platform = valueAt(value, ['runtimePlatform']);
  const family = textAt(platform, 'operatingSystemFamily') ?? 'LINUX';
  const architecture = textAt(platform, 'cpuArchitecture') ?? 'X86_64';
  const containers = valueAt(value, ['containerDefinitions']);
  return (isList(containers) ? containers : []).flatMap((container, index): Requirements[] => {
    if (!usesImage(textAt(container, 'image') ?? '')) return [];
    const path: Path = ['containerDefinitions', index];
    const at = (...keys: string[]) => taskDefinition.at([...path, ...keys]);
    const command = texts(valueAt(container, ['command']));
    return [
      {
        service,
        container: textAt(container, 'name') ?? `container ${index + 1}`,
        platform: `${family.startsWith('WINDOWS') ? 'windows' : 'linux'}/${ARCHITECTURES[architecture] ?? architecture.toLowerCase()}`,
        entryPoint: texts(valueAt(container, ['entryPoint'])),
        command,
        healthCheck: texts(valueAt(container, ['healthCheck', 'command'])),
        workingDirectory: textAt(container, 'workingDirectory'),
        user: textAt(container, 'user'),
        path: environmentPath(valueAt(container, ['environment'])),
        places: {
          container: at(),
          command: at('command'),
          entryPoint: at('entryPoint'),
          healthCheck: at('healthCheck', 'command'),
          platform: taskDefinition.at(['runtimePlatform']),
          user: at('user'),
          workingDirectory: at('workingDirectory'),
        },
      },
    ];
  });
}

function environmentPath(environment: Json | undefined): string | undefined {
  const entry = isList(environment)
    ? environment.findLast((variable) => textAt(variable, 'name') === 'PATH')
    : undefined;
  return textAt(entry, 'value');
}

function textAt(value: Json | undefined, key: string): string | undefined {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function texts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : [];
}
