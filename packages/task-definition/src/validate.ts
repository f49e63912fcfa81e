import { Diagnostics, type Diagnostic, type Document } from '@fargate-actions/documents';
import { checkTypes } from './check-types.ts';
import { reporterFor } from './reporter.ts';
import { celery } from './rules/celery.ts';
import { containerSizes } from './rules/container-size.ts';
import { dependencies } from './rules/dependencies.ts';
import { environment, environmentFiles } from './rules/environment.ts';
import { notOnFargate } from './rules/fargate.ts';
import { healthChecks } from './rules/health-check.ts';
import { images } from './rules/image.ts';
import { logging } from './rules/logging.ts';
import { containerCount, names } from './rules/names.ts';
import { network } from './rules/network.ts';
import { placeholders } from './rules/placeholders.ts';
import { plainSecrets } from './rules/plain-secrets.ts';
import { ephemeralStorage, windows, windowsOnFargate } from './rules/platform.ts';
import { ports } from './rules/ports.ts';
import { executionRole, roles } from './rules/roles.ts';
import { secrets } from './rules/secrets.ts';
import { taskSize } from './rules/size.ts';
import { tags } from './rules/tags.ts';
import { timeouts } from './rules/timeouts.ts';
import { volumes } from './rules/volumes.ts';
import { subjectOf, type Mode, type Rule } from './subject.ts';

/** A new rule is a file in `rules/` and a line here. */
const RULES: readonly Rule[] = [
  taskSize,
  containerSizes,
  ephemeralStorage,
  windows,
  windowsOnFargate,
  names,
  containerCount,
  roles,
  executionRole,
  placeholders,
  images,
  network,
  notOnFargate,
  ports,
  environment,
  environmentFiles,
  secrets,
  plainSecrets,
  logging,
  healthChecks,
  dependencies,
  timeouts,
  volumes,
  tags,
  celery,
];

export interface ValidationOptions {
  readonly mode: Mode;
  /**
   * The definition as it came, where a later step may complete it: what was wrong in it before, or is only missing yet, is
   * a warning. Absent: the definition is to be registered as it is.
   */
  readonly before?: Document;
}

/**
 * Reports everything that AWS would refuse, and what cannot work, at its place in the file.
 *
 * In the mode `as-declared` Fargate's rules bind only a definition whose `requiresCompatibilities` has FARGATE; what AWS
 * accepts for EC2 passes. Names that `references` lists are taken as good: whoever looks them up reports them.
 * Source: reference/ecs-facts.md, "Task definitions on Fargate".
 */
export function validateTaskDefinition(
  document: Document,
  { mode, before }: ValidationOptions,
  diagnostics: Diagnostics,
): void {
  const reporter = reporterFor(document, before && errorsIn(before, mode), diagnostics);
  checkTypes(document.value, reporter);
  const subject = subjectOf(document, mode, reporter);
  for (const rule of RULES) rule(subject);
}

function errorsIn(document: Document, mode: Mode): readonly Diagnostic[] {
  const found = new Diagnostics();
  validateTaskDefinition(document, { mode }, found);
  return found.all;
}
