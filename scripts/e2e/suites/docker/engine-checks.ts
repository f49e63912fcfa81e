import type { StepResult } from '../../../runner/run-action.ts';
import { failed, passed, type Check } from '../../checks.ts';
import { checkRun, expectError } from '../check-run.ts';
import { filesWith, watchArguments } from './leaks.ts';
import { DOCKERFILE, type Machine } from './machine.ts';

const TASK_DEFINITION = (check: string): string => `family: web
containerDefinitions:
  - name: web
    image: shop:latest
    healthCheck: { command: [CMD-SHELL, "${check}"] }
`;

/** What runs with Docker's own builder, and the registry that wants a password. */
export async function* engineChecks(machine: Machine): AsyncIterable<Check> {
  await machine.write({
    'web.yml': TASK_DEFINITION('busybox true || exit 1'),
    'curl.yml': TASK_DEFINITION('curl -f x'),
  });
  const image = yield* firstPush(machine);
  yield* secondRun(machine, image);
  yield* refusals(machine);
  yield* interruptedPush(machine);
}

/** A push with a secret, watched; the image is pulled back and run. */
async function* firstPush(machine: Machine): AsyncGenerator<Check, string> {
  const secret = 'build-secret-4711';
  const watch = watchArguments();
  const result = await machine.step({ 'task-definitions': 'web.yml', secrets: `token=${secret}` });
  const secrets = [machine.password, Buffer.from(`AWS:${machine.password}`).toString('base64'), secret];
  const { sampled, leaks } = await watch.stop(secrets);
  const image = result.outputs['image'] ?? '';
  yield checkRun('an image is built, verified and pushed', result, [
    result.exitCode !== 0 && `ended with ${result.exitCode}`,
    result.outputs['status'] !== 'pushed' && `status is ${String(result.outputs['status'])}`,
    !image.startsWith(`${machine.proxy.host}/shop@sha256:`) && `image is ${image}`,
  ]);
  yield await pulledBack(machine, image);
  const history = await machine.docker('image', 'history', '--no-trunc', image);
  const text = [withoutMasks(result), result.summary, JSON.stringify(result.outputs), history].join('\n');
  const config = await machine.docker('image', 'inspect', image);
  const shown = secrets.filter((one) => text.includes(one) || config.includes(one));
  await machine.post(result);
  const left = await filesWith(machine.temp, secrets);
  const problems = [
    ...leaks.map((line) => `in the arguments of: ${line.slice(0, 60)}`),
    ...shown.map(() => 'in the log, the summary, the outputs or the image'),
    ...left.map((file) => `left in ${file}`),
  ];
  const name = 'no secret in arguments, log, outputs, image or files after the post step';
  yield problems.length > 0 ? failed(name, ...problems) : passed(name, `${sampled} argument lists`);
  return image;
}

async function pulledBack(machine: Machine, image: string): Promise<Check> {
  const name = 'the image of the output is pulled by its digest, and runs';
  await machine.docker('login', '--username', 'AWS', '--password', machine.password, machine.proxy.host);
  // What was built here is gone first, and nothing else: the engine may be somebody's own.
  const built = await machine.docker('image', 'ls', '--quiet', `${machine.proxy.host}/shop`);
  await machine.docker('image', 'rm', '--force', ...new Set(built.trim().split('\n')));
  await machine.docker('pull', image);
  await machine.docker('logout', machine.proxy.host);
  const said = await machine.docker('run', '--rm', '--network=none', image);
  return said.trim() === 'hello from the shop' ? passed(name) : failed(name, `it said: ${said}`);
}

function withoutMasks({ log }: StepResult): string {
  return log.replaceAll(/^::add-mask::.*$/gm, '');
}

async function* secondRun(machine: Machine, image: string): AsyncIterable<Check> {
  const before = machine.proxy.uploads.length;
  const start = performance.now();
  const again = await machine.step({ 'task-definitions': 'web.yml' });
  const seconds = (performance.now() - start) / 1000;
  yield checkRun(
    'the second run builds and pushes nothing',
    again,
    [
      again.exitCode !== 0 && `ended with ${again.exitCode}`,
      again.outputs['image'] !== image && `image is ${String(again.outputs['image'])}, not ${image}`,
      again.outputs['status'] !== 'unchanged' && `status is ${String(again.outputs['status'])}`,
      machine.proxy.uploads.length !== before && 'it uploaded something',
      again.log.includes('docker build') && 'it built',
    ],
    `${seconds.toFixed(1)} s`,
  );
}

async function* refusals(machine: Machine): AsyncIterable<Check> {
  const { write, step, proxy } = machine;
  const before = proxy.uploads.length;
  yield expectError(
    'curl in the health check, and not in the image, is an error at its line',
    await step({ tags: 'curl', 'task-definitions': 'curl.yml' }),
    'verify/health-check',
    'curl',
    'file=curl.yml,line=5',
  );
  await write({ 'failing/Dockerfile': DOCKERFILE.replace('echo built here', 'false') });
  yield expectError(
    'a step of the Dockerfile that fails is an error at its line',
    await step({ tags: 'failing', file: 'failing/Dockerfile' }),
    'build/failed',
    'exit code: 1',
    'file=failing/Dockerfile,line=7',
  );
  await write({ 'full/Dockerfile': DOCKERFILE.replace('echo built here', 'dd if=/dev/zero of=/dev/full') });
  yield expectError(
    'a disk that is full is told as one',
    await step({ tags: 'full', file: 'full/Dockerfile' }),
    'build/failed',
    "The runner's disk is full",
    'file=full/Dockerfile,line=7',
  );
  yield expectError(
    'another image under a tag of an immutable repository is an error before the build',
    await step({ 'image-tag-mutability': 'IMMUTABLE', 'build-args': 'OTHER=1' }),
    'image/immutable-tag',
    'on another image already',
  );
  yield expectError(
    'a registry that does not know the password is an error before the build',
    // Another account's password: our ECR makes one up that this registry never heard of.
    await step({ tags: 'password', 'registry-ids': '210987654321', registry: proxy.host }),
    'image/registry-read',
    'answered 401',
  );
  const name = 'none of these has uploaded anything';
  yield proxy.uploads.length === before ? passed(name) : failed(name, ...proxy.uploads.slice(before));
}

async function* interruptedPush(machine: Machine): AsyncIterable<Check> {
  const { proxy, step, write } = machine;
  await write({ 'app.sh': 'echo hello again\n' });
  proxy.cuts = 2;
  const result = await step({ tags: 'interrupted' });
  yield checkRun('a registry that goes away in the middle of a push is tried again', result, [
    result.exitCode !== 0 && `ended with ${result.exitCode}`,
    proxy.cuts !== 0 && `${proxy.cuts} uploads were not cut off`,
  ]);
  proxy.cuts = 0;
}
