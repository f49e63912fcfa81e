import type { HttpRequest, HttpResponse } from '@smithy/core/transport';

/**
 * What an answer is that AWS did not write, in a few words; undefined where it may be AWS's.
 *
 * AWS JSON answers with a JSON object or with nothing at all, and names each error; Query answers with an XML document whose
 * root is called a response. A proxy's page, a packed body or bytes are none of these, whatever their status.
 */
export function strayAnswer(request: HttpRequest, { statusCode, headers, body }: HttpResponse): string | undefined {
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  const text = new TextDecoder().decode(bytes);
  const type = headers['content-type'];
  const isTyped = headers['x-amzn-errortype'] !== undefined;
  if (isFromAws(isAwsJson(request), statusCode, text, isTyped)) return undefined;
  const said = bytes.length === 0 ? 'an empty body' : isText(text) ? JSON.stringify(shortened(text)) : 'not text';
  return `HTTP ${statusCode}${type === undefined ? '' : `, ${shortened(type)}`}: ${said}.`;
}

/** Whether a request is one of AWS JSON. */
export function isAwsJson({ headers }: Pick<HttpRequest, 'headers'>): boolean {
  return Object.entries(headers).some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.startsWith('application/x-amz-json-'),
  );
}

function isFromAws(isJson: boolean, status: number, text: string, isTyped: boolean): boolean {
  if (text === '') return (isJson && status < 300) || status >= 500 || isTyped;
  if (!isJson) return /^\s*(?:<\?xml[^>]*>\s*)?<\w*Response[\s>/]/.test(text);
  const members = objectIn(text);
  if (!members) return false;
  const isError = isTyped || '__type' in members || 'code' in members;
  const saysWhy = 'message' in members || 'Message' in members;
  return status < 300 ? !('__type' in members && saysWhy) : isError || status >= 500;
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Bytes that are no text leave the replacement character or control characters. */
const isText = (text: string): boolean => !/[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text);

const SHOWN = 80;

function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > SHOWN ? `${line.slice(0, SHOWN)}...` : line;
}
