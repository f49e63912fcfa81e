import { isList, isObject } from '@fargate-actions/documents';
import { MOST_VARIABLES } from './limits.ts';
import type { Part } from './part.ts';

const INPUTS = ['input', 'select', 'radio'];

/** Checks what people can choose on top of a dashboard. Source: API reference, "Variables array structure". */
export function checkVariables(body: Part): void {
  const variables = body.field('variables');
  if (!isList(variables)) return;
  if (variables.length > MOST_VARIABLES) {
    body.error(
      ['variables'],
      'variables',
      `There are ${variables.length} variables: a dashboard has at most ${MOST_VARIABLES}.`,
    );
  }
  const ids = new Set<string>();
  variables.forEach((value, index) => {
    const variable = body.below(['variables', index]);
    if (!isObject(value)) variable.error([], 'variables', 'A variable must be a mapping.');
    else checkVariable(variable, ids);
  });
}

function checkVariable(variable: Part, ids: Set<string>): void {
  const id = variable.field('id');
  if (typeof id !== 'string' || !/^[\w-]{1,32}$/.test(id)) {
    const where = id === undefined ? [] : ['id'];
    variable.error(
      where,
      'variables',
      'A variable needs an id of at most 32 letters, digits, hyphens and underscores.',
    );
  } else if (ids.has(id)) variable.error(['id'], 'variables', `There are two variables with the id ${id}.`);
  else ids.add(id);

  const type = variable.field('type');
  if (type !== 'property' && type !== 'pattern') {
    const where = type === undefined ? [] : ['type'];
    variable.error(where, 'variables', 'The type of a variable must be property or pattern.');
  } else if (!variable.has(type)) {
    variable.error([], 'variables', `A variable of the type ${type} needs a ${type}.`);
  }

  const input = variable.field('inputType');
  if (typeof input !== 'string' || !INPUTS.includes(input)) {
    const where = input === undefined ? [] : ['inputType'];
    variable.error(where, 'variables', `The inputType of a variable must be one of ${INPUTS.join(', ')}.`);
  } else if (input !== 'input' && !variable.has('values') && !variable.has('search')) {
    variable.error([], 'variables', `A variable to ${input} needs values, or a search that finds them.`);
  }
}
