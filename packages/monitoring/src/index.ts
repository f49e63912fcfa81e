export { managedPrefix, type AlarmEntry, type MonitoredService, type MonitoredStack } from './monitored-stack.ts';
