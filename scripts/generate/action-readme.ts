import { sectionMarkers, withSection } from './marked-section.ts';

/** What of an action.yml is in its README. */
export interface ActionMetadata {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, InputMetadata>>;
  readonly outputs: Readonly<Record<string, { readonly description?: string } | null>>;
}

interface InputMetadata {
  readonly description: string;
  readonly default?: string;
  readonly required?: boolean;
}

/**
 * An action's README with its tables of inputs and outputs as action.yml has them; the rest of the text stays.
 *
 * @param readme undefined where there is none yet: it begins with the action's name and description.
 * @throws Error where a table's markers are not there, or an output has no description.
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

function tables({ inputs, outputs }: ActionMetadata): Record<string, string> {
  return {
    inputs: table(
      ['Input', 'What it does', 'Default'],
      Object.entries(inputs).map(([name, input]) => [
        code(name),
        `${input.description}${input.required === true ? ' **Required.**' : ''}`,
        input.default === undefined ? '' : code(input.default),
      ]),
    ),
    outputs: table(
      ['Output', 'What it is'],
      Object.entries(outputs).map(([name, output]) => [code(name), described(name, output?.description)]),
    ),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function described(output: string, description: string | undefined): string {
  if (!description) throw new Error(`the output ${output} has no description in action.yml`);
  return description;
}

/** A bar ends a cell, also within code. */
const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

const code = (text: string): string => `\`${text}\``;
