/** How an image is to be run, as its configuration says. */
export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  readonly user: string;
  readonly workingDirectory: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** `CMD` or `CMD-SHELL` first. Fargate only runs that of the task definition. */
  readonly healthCheck: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * Reads an image's configuration: of a registry, or of `docker image inspect`, which has the first letters large.
 *
 * Source: the OCI image specification, "Image configuration".
 */
export function imageConfig(json: unknown): ImageConfig {
  const image = record(json);
  const config = record(image['config'] ?? image['Config']);
  return {
    os: text(image['os'] ?? image['Os']),
    architecture: text(image['architecture'] ?? image['Architecture']),
    user: text(config['User']),
    workingDirectory: text(config['WorkingDir']) || '/',
    entrypoint: texts(config['Entrypoint']),
    command: texts(config['Cmd']),
    env: Object.fromEntries(texts(config['Env']).map((entry) => splitOnce(entry))),
    healthCheck: texts(record(config['Healthcheck'])['Test']),
    labels: Object.fromEntries(Object.entries(record(config['Labels'])).map(([name, value]) => [name, text(value)])),
  };
}

function splitOnce(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return at === -1 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  // What an object is, as JSON has it: anything may stand under its keys.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
