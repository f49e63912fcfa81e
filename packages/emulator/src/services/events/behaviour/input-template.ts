/** A variable in a template: `<reason>`. */
const VARIABLE = /<([\w.-]+)>/g;

/**
 * Fills a template in.
 *
 * @param valueOf what stands for a variable, by its name and whether it stands in a text.
 */
export function filledTemplate(template: string, valueOf: (name: string, isInText: boolean) => string): string {
  return template.replace(VARIABLE, (_, name: string, at: number) => valueOf(name, isInText(template.slice(0, at))));
}

/**
 * Whether EventBridge takes a template: JSON, or texts in quotation marks, one a line.
 *
 * Source: EventBridge user guide, "Amazon EventBridge input transformation".
 */
export function isTemplate(template: string): boolean {
  const filled = filledTemplate(template, (_, isInText) => (isInText ? 'value' : '0'));
  const lines = filled.split('\n').filter((line) => line.trim() !== '');
  return isJson(filled) || (lines.length > 0 && lines.every((line) => line.trim().startsWith('"') && isJson(line)));
}

/** Whether a text is JSON. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text of JSON is open at its end: the quotation marks that are not escaped do not match up. */
const isInText = (before: string): boolean => before.replace(/\\./g, '').split('"').length % 2 === 0;
