import type { DeploymentConfiguration, Service, UpdateServiceCommandInput } from '@aws-sdk/client-ecs';

/** The settings with which ECS itself never wants two tasks, and never starts an old one beside a new one. */
export interface SingletonSettings {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly availabilityZoneRebalancing: 'DISABLED';
  readonly breaker: { readonly enable: boolean; readonly rollback: boolean };
}

/** Source: contracts.md, "The singleton". */
export const SETTINGS: SingletonSettings = {
  minimumHealthyPercent: 0,
  maximumPercent: 100,
  availabilityZoneRebalancing: 'DISABLED',
  breaker: { enable: true, rollback: false },
};

/** A setting of a service that a singleton may not have: its name, what it is, what it becomes. */
export interface WrongSetting {
  readonly name: string;
  readonly is: string;
  readonly becomes: string;
}

/** Which settings of a live service are not those of a singleton. */
export function wrongSettings(service: Service, settings: SingletonSettings): WrongSetting[] {
  const { deploymentConfiguration: deployment = {}, availabilityZoneRebalancing: rebalancing } = service;
  const { deploymentCircuitBreaker: breaker, alarms } = deployment;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['minimumHealthyPercent', deployment.minimumHealthyPercent ?? 100, settings.minimumHealthyPercent],
    ['maximumPercent', deployment.maximumPercent ?? 200, settings.maximumPercent],
    ['availabilityZoneRebalancing', rebalancing ?? 'DISABLED', settings.availabilityZoneRebalancing],
    ['deploymentCircuitBreaker.enable', breaker?.enable ?? false, settings.breaker.enable],
    ['deploymentCircuitBreaker.rollback', breaker?.rollback ?? false, settings.breaker.rollback],
    // An alarm's rollback starts the old revision beside the new one, as the breaker's does.
    ['alarms.rollback', (alarms?.enable === true && alarms.rollback) ?? false, settings.breaker.rollback],
  ];
  return pairs
    .filter(([, is, becomes]) => is !== becomes)
    .map(([name, is, becomes]) => ({ name, is: String(is), becomes: String(becomes) }));
}

/** What of UpdateService brings the settings about; what is not about them stays as it is. */
export function settingsInput(
  service: Service,
  settings: SingletonSettings,
): Pick<UpdateServiceCommandInput, 'deploymentConfiguration' | 'availabilityZoneRebalancing'> {
  const { deploymentCircuitBreaker: breaker, alarms } = service.deploymentConfiguration ?? {};
  const deploymentConfiguration: DeploymentConfiguration = {
    minimumHealthyPercent: settings.minimumHealthyPercent,
    maximumPercent: settings.maximumPercent,
    deploymentCircuitBreaker: { ...breaker, ...settings.breaker },
    ...(alarms && { alarms: { ...alarms, rollback: settings.breaker.rollback } }),
  };
  return { deploymentConfiguration, availabilityZoneRebalancing: settings.availabilityZoneRebalancing };
}
