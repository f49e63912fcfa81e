import { describe } from '@jest/globals';
import { aContainer, aGroup, aRevision, aTail } from '../../../test/diagnosis/a-stop.ts';
import { explains } from '../../../test/diagnosis/explains.ts';

describe('a task that runs and is not well', () => {
  const CHECK = { command: ['CMD-SHELL', 'curl -f http://localhost:8000/health || exit 1'], startPeriod: 60 };
  const target = (reason: string) => [
    { target: '10.0.1.7:8000', port: 8000, reason, check: 'GET /health on port 8000' },
  ];
  const ELB = aGroup({
    reason: 'Task failed ELB health checks in (target-group arn:aws:x)',
    stopCode: 'ServiceSchedulerInitiated',
  });
  const elb = (said: string) => `the load balancer's health check failed: GET /health on port 8000: ${said}`;
  explains([
    {
      name: "the container's check fails",
      stopped: aGroup({ reason: 'Task failed container health checks', container: 'api' }),
      known: {
        revision: aRevision({
          containerDefinitions: [aContainer({ healthCheck: CHECK }), aContainer({ name: 'proxy', healthCheck: CHECK })],
        }),
      },
      kind: 'health-check-failed',
      summary: 'the health check of container api failed: curl -f http://localhost:8000/health || exit 1',
      hint: /^Is curl in the image .* 150 s after the start/,
    },
    {
      name: "the container's check fails, and has a password in its command",
      stopped: aGroup({ reason: 'Task failed container health checks', container: 'api' }),
      known: {
        revision: aRevision({
          containerDefinitions: [
            aContainer({ healthCheck: { command: ['CMD', 'curl', '-u', 'amply:hunter2', '--token', 'hunter3', 'x'] } }),
          ],
        }),
      },
      kind: 'health-check-failed',
      summary: 'the health check of container api failed: curl -u amply:(hidden) --token (hidden) x',
      hint: /curl/,
    },
    {
      name: "a container's check fails, of a revision that may not be read",
      stopped: aGroup({ reason: 'Task failed container health checks' }),
      known: { revision: undefined },
      kind: 'health-check-failed',
      summary: 'the health check of a container failed',
      hint: /startPeriod/,
    },
    ...(
      [
        ['Health checks failed with these codes: [503]', /an error of its own/],
        ['Health checks failed with these codes: [404]', /correct the health check path/],
        ['Health checks failed with these codes: [401]', /asks for a login/],
        ['Health checks failed with these codes: [301]', /redirects/],
        ['Health checks failed with these codes: [400]', /refuses the request/],
        ['Request timed out', /does not answer in time/],
        ['Health checks failed', /check path and port/],
      ] as const
    ).map(([said, hint]) => ({
      name: `the load balancer says "${said}"`,
      stopped: ELB,
      known: { unhealthyTargets: target(said) },
      kind: 'target-unhealthy',
      summary: elb(said),
      hint,
    })),
    {
      name: 'it listens on the loopback address',
      stopped: ELB,
      known: {
        unhealthyTargets: target('Request timed out'),
        logTail: aTail('INFO: Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)'),
      },
      kind: 'target-unhealthy',
      summary: elb('Request timed out'),
      hint: /listens on 127\.0\.0\.1.*--host 0\.0\.0\.0/,
    },
    {
      name: 'it listens on another port',
      stopped: ELB,
      known: {
        unhealthyTargets: target('Request timed out'),
        logTail: aTail('[INFO] Listening at: http://0.0.0.0:3000 (7)'),
      },
      kind: 'target-unhealthy',
      summary: elb('Request timed out'),
      hint: /listens on port 3000, but the target group asks port 8000/,
    },
    {
      name: 'nobody knows what was asked',
      stopped: ELB,
      kind: 'target-unhealthy',
      summary: "the load balancer's health check failed",
      hint: /check path and port/,
    },
  ]);
});
