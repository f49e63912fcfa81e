import { StringDecoder } from 'node:string_decoder';

/** Collects an output, and hands on each line when it is whole. */
export function collected(output: NodeJS.ReadableStream, onLine: ((line: string) => void) | undefined): () => string {
  const decoder = new StringDecoder('utf8');
  const texts: string[] = [];
  let rest = '';
  const take = (text: string) => {
    texts.push(text);
    if (!onLine) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line.replace(/\r$/, ''));
  };
  output.on('data', (chunk: Buffer) => {
    take(decoder.write(chunk));
  });
  output.on('end', () => {
    take(decoder.end());
    if (rest !== '') onLine?.(rest);
  });
  return () => texts.join('');
}
