// Source: CloudWatch user guide, "CloudWatch service quotas"; API reference, "Dashboard body structure and syntax".

export const MOST_WIDGETS = 500;
export const MOST_METRICS_A_WIDGET = 500;
export const MOST_METRICS = 2500;
export const MOST_VARIABLES = 25;
export const MOST_ALARMS_A_WIDGET = 100;
export const MOST_EXPLORER_METRICS = 100;
/** Source: API reference, PutMetricData. */
export const MOST_DIMENSIONS = 30;
