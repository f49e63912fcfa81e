export { managedPrefix, type AlarmEntry, type MonitoredService, type MonitoredStack } from './monitored-stack.ts';
export type { MonitoringSettings } from './monitoring-settings.ts';
