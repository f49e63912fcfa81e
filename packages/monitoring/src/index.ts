export { readAlarmEntries } from './alarms/file/read-alarm-entries.ts';
export { guardedDeployments } from './alarms/guarded-deployments.ts';
export { eventResources, type EventOptions } from './events/event-resources.ts';
export { dashboardName, dashboardUrl } from './dashboard/dashboard-name.ts';
export { dashboardAddress, dashboardResource, planDashboard } from './dashboard/dashboard-resource.ts';
export { managedPrefix, type AlarmEntry, type MonitoredService, type MonitoredStack } from './monitored-stack.ts';
export { monitoringResources, type WantedMonitoring } from './monitoring-resources.ts';
export type { MonitoringSettings } from './monitoring-settings.ts';
export { recommendedAlarms } from './recommended/recommended-alarms.ts';
