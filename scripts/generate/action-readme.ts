import { sectionMarkers, withSection } from './marked-section.ts';

/** What of an action.yml is in its README. */
export interface ActionMetadata {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Readonly<Record<string, InputMetadata | null>>;
  readonly outputs?: Readonly<Record<string, { readonly description?: string } | null>>;
}

interface InputMetadata {
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly required?: boolean;
}

/**
 * An action's README with its tables of inputs and outputs as action.yml has them; the rest of the text stays.
 *
 * @param readme undefined where there is none yet: it begins with the action's name and description.
 * @throws Error where a table's markers are not there.
 */
export function actionReadme(action: ActionMetadata, readme = firstReadme(action)): string {
  return Object.entries(tables(action)).reduce((text, [name, table]) => withSection(text, name, table), readme);
}

function firstReadme({ name, description }: ActionMetadata): string {
  const sections = ['Inputs', 'Outputs'].map((title) => {
    const { start, end } = sectionMarkers(title.toLowerCase());
    return `## ${title}\n\n${start}\n${end}\n`;
  });
  return [`# ${name}\n`, `${description}\n`, ...sections].join('\n');
}

function tables({ inputs = {}, outputs = {} }: ActionMetadata): Record<string, string> {
  return {
    inputs: table(
      ['Input', 'What it does', 'Default'],
      Object.entries(inputs).map(([name, input]) => [
        code(name),
        `${input?.description ?? ''}${input?.required === true ? ' **Required.**' : ''}`,
        input?.default === undefined ? '' : code(String(input.default)),
      ]),
    ),
    outputs: table(
      ['Output', 'What it is'],
      Object.entries(outputs).map(([name, output]) => [code(name), output?.description ?? '']),
    ),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A bar ends a cell, also within code. */
const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

const code = (text: string): string => `\`${text}\``;
