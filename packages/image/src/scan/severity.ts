/** ECR's severities, the worst first. Source: the SDK's FindingSeverity. */
export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED'] as const;

export type ImageSeverity = (typeof SEVERITIES)[number];

/** The severity that a text names; what nobody has rated yet (`UNTRIAGED`), or what is new, is UNDEFINED. */
export function severityOf(text: string | undefined): ImageSeverity {
  return SEVERITIES.find((severity) => severity === text) ?? 'UNDEFINED';
}

/** Whether a severity is at least as bad as another. */
export function isAtLeast(severity: ImageSeverity, threshold: ImageSeverity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
