/** The host of the AWS console in partitions other than `aws`, by the beginning of a region's name. */
const HOSTS = {
  'cn-': 'console.amazonaws.cn',
  'us-gov-': 'console.amazonaws-us-gov.com',
  'eusc-': 'console.amazonaws-eusc.eu',
};

/** A region of the partition `aws`. Those of others have more parts: `us-iso-east-1`. Source: botocore, partitions.json. */
const COMMERCIAL = /^[a-z]{2}-[a-z]+-\d+$/;

/**
 * The beginning of all links to the AWS console of a region: each partition has a console of its own.
 *
 * Undefined where the host is not public, as in the isolated partitions: no link is better than one that leads nowhere.
 */
export function consoleUrl(region: string): string | undefined {
  const [, other] = Object.entries(HOSTS).find(([start]) => region.startsWith(start)) ?? [];
  const host = other ?? (COMMERCIAL.test(region) ? 'console.aws.amazon.com' : undefined);
  return host && `https://${region}.${host}`;
}
