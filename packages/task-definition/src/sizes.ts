const CPU_UNITS_PER_VCPU = 1024;
const MIB_PER_GB = 1024;

/**
 * CPU units as the API writes them (`"512"`), of units or vCPUs: `512`, `.5 vCPU`, `1vcpu`. Undefined when it is neither.
 *
 * Source: reference/ecs-facts.md, "Task definitions on Fargate"; reference/real-files.md.
 */
export function cpuUnits(size: string): string | undefined {
  return whole(size, /^(?<amount>\d*\.?\d+)\s*vcpus?$/i, CPU_UNITS_PER_VCPU);
}

/** MiB as the API writes them (`"1024"`), of MiB or GB: `1024`, `1GB`, `.5 gb`, `512 MiB`. Undefined when it is neither. */
export function mebibytes(size: string): string | undefined {
  return whole(size, /^(?<amount>\d*\.?\d+)\s*gi?b$/i, MIB_PER_GB) ?? whole(size, /^(?<amount>\d+)\s*mi?b$/i, 1);
}

function whole(size: string, form: RegExp, factor: number): string | undefined {
  const trimmed = size.trim();
  if (/^\d+$/.test(trimmed)) return String(Number(trimmed));
  const amount = form.exec(trimmed)?.groups?.['amount'];
  if (amount === undefined) return undefined;
  const result = Number(amount) * factor;
  return Number.isInteger(result) ? String(result) : undefined;
}
