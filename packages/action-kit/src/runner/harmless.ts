import { plainText } from '@fargate-actions/report';

/** The runner shows a command's text line by line in the log, where `##[` folds and colours what comes after it. */
export function harmless(text: string): string {
  return plainText(text).replaceAll('##[', '##\\[');
}
