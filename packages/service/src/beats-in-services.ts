import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { Document, type Diagnostics } from '@fargate-actions/documents';
import { beatContainers, suspectedBeats, type BeatContainer } from '@fargate-actions/task-definition';

/** The action that deploys what may never run twice. */
export const SINGLETON_ACTION = 'enforce-beat-singleton';

/** A service with what its tasks are to run. */
interface ServiceToDeploy {
  readonly service: { readonly name: string };
  readonly taskDefinition: Document;
}

const TWICE = 'Deployed like any other service, two of it may run at once, and every schedule fires twice.';

/**
 * Refuses services of a stack that run Celery beat and are no singletons; with RedBeat, whose lock lets a second one wait,
 * it is only a warning.
 *
 * @param isEmbeddedAllowed whether a worker may have one in it (`celery worker -B`).
 */
export function checkBeats(
  services: readonly ServiceToDeploy[],
  isEmbeddedAllowed: boolean,
  diagnostics: Diagnostics,
): void {
  for (const { service, taskDefinition } of services) {
    for (const beat of beatContainers(taskDefinition)) {
      if (beat.kind === 'embedded' && isEmbeddedAllowed) continue;
      const said = [
        taskDefinition.at(beat.container.path),
        `singleton/${beat.kind === 'embedded' ? 'embedded-beat' : 'not-a-singleton'}`,
        `${whatRuns(beat, `of ${service.name} `)} ${whatFollows(beat)}`,
        beat.kind === 'embedded' ? EMBEDDED_FIX : BEAT_FIX,
      ] as const;
      if (beat.scheduler === 'redbeat') diagnostics.warning(...said);
      else diagnostics.error(...said);
    }
    warnOfSuspects(taskDefinition, BEAT_FIX, diagnostics);
  }
}

const BEAT_FIX = `Add \`singleton: true\` to the service in stack.yml, and a step that uses ${SINGLETON_ACTION}.`;
const EMBEDDED_FIX = `Take -B out of its command, and give beat a service of its own with \`singleton: true\`, deployed by ${SINGLETON_ACTION}. To deploy it as it is, set \`allow-embedded-beat: true\`.`;

/** Warns of Celery beat in a definition that is deployed as the official action does it. */
export function warnOfBeats(
  definition: Document | Pick<TaskDefinition, 'containerDefinitions'>,
  diagnostics: Diagnostics,
): void {
  for (const beat of beatContainers(definition)) {
    diagnostics.warning(
      undefined,
      'singleton/without-stack',
      `${whatRuns(beat, '')} ${whatFollows(beat)}`,
      WITHOUT_STACK_FIX,
    );
  }
  warnOfSuspects(definition, WITHOUT_STACK_FIX, diagnostics);
}

const WITHOUT_STACK_FIX = `Deploy it with ${SINGLETON_ACTION}, which never starts a second one.`;

/** Warns of containers that seem to run beat by a name, behind a script or a variable. */
function warnOfSuspects(
  definition: Document | Pick<TaskDefinition, 'containerDefinitions'>,
  fix: string,
  diagnostics: Diagnostics,
): void {
  for (const { name = '?', container, because } of suspectedBeats(definition)) {
    diagnostics.warning(
      definition instanceof Document ? definition.at(container.path) : undefined,
      'singleton/maybe-beat',
      `The container ${name} may run Celery beat: ${because}. ${TWICE}`,
      `If it is beat: ${fix.charAt(0).toLowerCase()}${fix.slice(1)} If not, ignore this.`,
    );
  }
}

function whatRuns({ name = '?', kind }: BeatContainer, where: string): string {
  const what = kind === 'beat' ? 'runs Celery beat.' : 'runs a Celery worker with a beat in it (-B).';
  return `The container ${name} ${where}${what}`;
}

function whatFollows({ kind, scheduler }: BeatContainer): string {
  if (scheduler === 'redbeat') return "Two of it may run at once; RedBeat's lock lets the second one wait.";
  return kind === 'beat' ? TWICE : 'Every task of the service has one, and every schedule fires once for each.';
}
