import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { commandWithoutSecrets } from '@fargate-actions/documents';
import type { KnownText, StopFacts } from './known-text.ts';
import { listeningIn } from './listening.ts';
import { containerName } from './subjects.ts';

/** What ends a task that runs but is not well. Source: reference/ecs-facts.md, "Texts that ECS writes". */
export const HEALTH_TEXTS: readonly KnownText[] = [
  {
    kind: 'health-check-failed',
    pattern: /failed container health checks/i,
    means: (_, facts) => {
      const { command } = checked(facts)?.healthCheck ?? {};
      return {
        what: `the health check of ${containerName({ ...facts, container: checked(facts)?.name })} failed${command ? `: ${commandText(command)}` : ''}`,
        hint: checkHint(checked(facts)),
      };
    },
  },
  {
    kind: 'target-unhealthy',
    pattern: /failed ELB health checks|is unhealthy in \(?target-group/i,
    means: (text, facts) => {
      const [target] = facts.unhealthyTargets;
      const said = target?.reason ?? /due to \(reason (.*?)\)\.?$/.exec(text)?.[1];
      return {
        what: `the load balancer's health check failed${target?.check ? `: ${target.check}` : ''}${said ? `: ${said}` : ''}`,
        hint: targetHint(said ?? '', facts),
      };
    },
  },
];

/** The container whose check failed: the one that ECS names, else the only one that has a check. */
function checked(facts: StopFacts): ContainerDefinition | undefined {
  const withCheck = (facts.revision?.containerDefinitions ?? []).filter(({ healthCheck }) => healthCheck !== undefined);
  return withCheck.find(({ name }) => name === facts.container) ?? (withCheck.length === 1 ? withCheck[0] : undefined);
}

/** A health check's command without the word that says how it is run, and without the secrets in it. */
function commandText(command: readonly string[]): string {
  const [how = '', ...words] = commandWithoutSecrets(command);
  return how.startsWith('CMD') ? words.join(' ') : [how, ...words].join(' ');
}

function checkHint(container: ContainerDefinition | undefined): string {
  const { command = [], startPeriod = 0, interval = 30, retries = 3 } = container?.healthCheck ?? {};
  const program = /\b(curl|wget|nc)\b/.exec(command.join(' '))?.[1];
  const isThere = program ? `Is ${program} in the image (the slim ones have none)? ` : '';
  const seconds = startPeriod + interval * retries;
  return `${isThere}Run the command inside the container. It has ${seconds} s after the start (\`startPeriod\` ${startPeriod}, \`interval\` ${interval} x \`retries\` ${retries}): a slow start needs a longer \`startPeriod\`.`;
}

/** What usually stands behind an answer, or behind none. */
function targetHint(said: string, facts: StopFacts): string {
  const [target] = facts.unhealthyTargets;
  const listening = listeningIn(facts.logTail?.lines ?? []);
  if (listening?.isLocal === true) {
    return `The log says that it listens on ${listening.host}, which nobody outside the container reaches: listen on 0.0.0.0 (\`--host 0.0.0.0\`).`;
  }
  if (listening && target && listening.port !== target.port) {
    return `The log says that it listens on port ${listening.port}, but the target group asks port ${target.port}: correct \`containerPort\` in \`portMappings\` and \`loadBalancers\`, or the port in the command.`;
  }
  const code = /\[(\d{3})/.exec(said)?.[1] ?? '';
  if (code === '404')
    return 'The path is not there: correct the health check path of the target group, or add the route.';
  if (code.startsWith('30'))
    return 'It redirects: let the target group ask the path that it redirects to, or accept the code.';
  if (/^40[13]/.test(code)) return 'It asks for a login: give the target group a health check path that needs none.';
  if (code.startsWith('4')) return 'It refuses the request (a host name that it does not know?): look at its log.';
  if (code.startsWith('5')) return 'It answers with an error of its own: its log says why.';
  if (/timed? ?out/i.test(said))
    return "It does not answer in time: is the port the one it listens on (on 0.0.0.0), does the tasks' security group let the load balancer in, is it up before `healthCheckGracePeriodSeconds` are over?";
  return "It does not answer as expected: check path and port, the tasks' security group, and `healthCheckGracePeriodSeconds` for a slow start.";
}
