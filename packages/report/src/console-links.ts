import { logLines } from './log-text.ts';
import { code } from './markdown-text.ts';

/** Where services are in the AWS console. */
interface ConsoleLinks {
  readonly services: readonly { readonly service: string; readonly url: string }[];
}

/** The log's lines that say where services are in the AWS console. */
export function consoleLines(pages: ConsoleLinks | undefined): string[] {
  return (pages?.services ?? []).flatMap(({ service, url }) => logLines(`${service} in the AWS console: ${url}`));
}

/** The job summary's line that links to services in the AWS console; empty without any. */
export function consoleMarkdown(pages: ConsoleLinks | undefined): string {
  if (!pages) return '';
  return `AWS console: ${pages.services.map(({ service, url }) => `[${code(service)}](${url})`).join(' · ')}`;
}
