import { didYouMean } from '@fargate-actions/documents';
import { objectsAt, textAt, type Container, type Found } from '../containers.ts';
import { called, type Rule, type Subject } from '../subject.ts';

const RULE = 'task-definition/depends-on';

/** Containers wait for containers that exist, for something that can happen, and never in a circle. */
export const dependencies: Rule = (subject) => {
  for (const container of subject.containers) {
    for (const dependency of objectsAt(container, 'dependsOn')) oneDependency(subject, container, dependency);
  }
  circles(subject);
};

function oneDependency(subject: Subject, container: Container, dependency: Found): void {
  const name = textAt(dependency.value, 'containerName');
  if (name === undefined) return;
  const path = [...dependency.path, 'containerName'];
  if (name === container.name) {
    subject.error(path, RULE, `${called(container)} depends on itself.`, 'Remove this dependency.');
    return;
  }
  const target = subject.containers.find((candidate) => candidate.name === name);
  if (!target) {
    const names = subject.containers.flatMap((candidate) => candidate.name ?? []);
    const meant = didYouMean(name, names);
    subject.error(
      path,
      RULE,
      `${called(container)} depends on ${name}, but there is no container of that name.`,
      meant ? `Did you mean ${meant}?` : `The containers are: ${names.join(', ')}.`,
    );
    return;
  }
  reachable(subject, target, dependency);
}

/** Source: type documentation of the SDK, ContainerDependency. */
function reachable(subject: Subject, target: Container, dependency: Found): void {
  const condition = textAt(dependency.value, 'condition');
  const path = [...dependency.path, 'condition'];
  if (condition === 'HEALTHY' && target.value['healthCheck'] === undefined) {
    subject.error(
      path,
      RULE,
      `HEALTHY can never come true: the container ${target.name ?? ''} has no healthCheck.`,
      'Give it one, or wait for START.',
    );
  }
  if ((condition === 'COMPLETE' || condition === 'SUCCESS') && target.value['essential'] !== false) {
    subject.error(
      path,
      RULE,
      `${condition} waits for the end of the container ${target.name ?? ''}, but that one is essential: its end ends the task.`,
      `Set \`essential: false\` on ${target.name ?? 'it'}.`,
    );
  }
}

function circles(subject: Subject): void {
  const reported = new Set<string>();
  for (const container of subject.containers) {
    const circle = circleFrom(subject, container);
    const key = circle.toSorted().join();
    if (circle.length < 2 || reported.has(key)) continue;
    reported.add(key);
    subject.error(
      [...container.path, 'dependsOn'],
      RULE,
      `Containers wait for each other in a circle: ${[...circle, circle[0]].join(' -> ')}.`,
      'Remove one of these dependencies.',
    );
  }
}

/** The names on a way from the container back to itself; none when there is no way. */
function circleFrom(subject: Subject, start: Container): readonly string[] {
  const { name } = start;
  if (name === undefined) return [];
  const seen = new Set<string>();
  const ways: string[][] = [[name]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = subject.containers.find((container) => container.name === way.at(-1));
    for (const next of last ? objectsAt(last, 'dependsOn').map(({ value }) => textAt(value, 'containerName')) : []) {
      if (next === name) return way;
      if (next === undefined || seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return [];
}
