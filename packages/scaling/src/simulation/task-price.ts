import type { TaskDefinition } from '@aws-sdk/client-ecs';

interface Price {
  readonly vcpuHour: number;
  readonly gbHour: number;
}

/** When the prices below were looked up. */
export const PRICES_OF = '2026-11-23';

const US_EAST = { X86_64: { vcpuHour: 0.04048, gbHour: 0.004445 }, ARM64: { vcpuHour: 0.03238, gbHour: 0.00356 } };

/**
 * What Fargate takes on demand for Linux, in US dollars.
 *
 * Source: aws.amazon.com/fargate/pricing and the price list of AmazonECS (usage types `...-Fargate-vCPU-Hours:perCPU`,
 * `...-Fargate-GB-Hours` and `...-Fargate-ARM-...`), as of PRICES_OF. What could not be confirmed there is not here.
 */
const PRICES: Readonly<Record<string, Readonly<Partial<Record<string, Price>>>>> = {
  'us-east-1': US_EAST,
  'us-west-2': { X86_64: US_EAST.X86_64 },
  'eu-west-1': US_EAST,
  'eu-central-1': { X86_64: { vcpuHour: 0.04656, gbHour: 0.00511 } },
};

const CPU_UNITS_PER_VCPU = 1024;
const MIB_PER_GB = 1024;

/** US dollars for an hour of a task on demand; undefined where there is no price for its region or its kind. */
export function taskHourPrice(
  { cpu, memory, runtimePlatform }: Pick<TaskDefinition, 'cpu' | 'memory' | 'runtimePlatform'>,
  region: string,
): number | undefined {
  const { cpuArchitecture = 'X86_64', operatingSystemFamily = 'LINUX' } = runtimePlatform ?? {};
  const price = operatingSystemFamily === 'LINUX' ? PRICES[region]?.[cpuArchitecture] : undefined;
  const [units, mebibytes] = [Number(cpu ?? NaN), Number(memory ?? NaN)];
  if (!price || Number.isNaN(units) || Number.isNaN(mebibytes)) return undefined;
  return (units / CPU_UNITS_PER_VCPU) * price.vcpuHour + (mebibytes / MIB_PER_GB) * price.gbHour;
}
