import type { Path, Subject } from '@fargate-actions/documents';

// Source: reference/ecs-facts.md, "Application Auto Scaling".
const LABEL = /^app\/[^/]+\/[0-9a-f]+\/targetgroup\/[^/]+\/[0-9a-f]+$/;

/** A resource label belongs to the metrics of a load balancer alone, and has the form that AWS takes. */
export function checkResourceLabel(
  subject: Subject,
  path: Path,
  type: string | undefined,
  ofLoadBalancer: string,
): void {
  const label = subject.text([...path, 'resourceLabel']);
  if (label === undefined) return;
  if (type !== undefined && !type.includes('ALB')) {
    subject.error(
      [...path, 'resourceLabel'],
      'scaling/resource-label',
      `resourceLabel belongs to ${ofLoadBalancer} alone, not to ${type}.`,
      'Take resourceLabel out.',
    );
  } else if (!LABEL.test(label)) {
    subject.error(
      [...path, 'resourceLabel'],
      'scaling/resource-label',
      `resourceLabel is app/<load balancer>/<id>/targetgroup/<target group>/<id>, and here is ${JSON.stringify(label)}.`,
      "Take resourceLabel out: it is found by the service's own target group.",
    );
  }
}
