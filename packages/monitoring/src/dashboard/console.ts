/** The host of the AWS console, by the beginning of a region's name; the others are of the partition `aws`. */
const HOSTS = {
  'cn-': 'console.amazonaws.cn',
  'us-gov-': 'console.amazonaws-us-gov.com',
  'eusc-': 'console.amazonaws-eusc.eu',
};

/** The beginning of all links to the AWS console of a region: each partition has a console of its own. */
export function consoleUrl(region: string): string {
  const [, host = 'console.aws.amazon.com'] = Object.entries(HOSTS).find(([start]) => region.startsWith(start)) ?? [];
  return `https://${region}.${host}`;
}
