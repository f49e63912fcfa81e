import { stackSchema } from '@fargate-actions/stack';

/** The JSON Schema of stack.yml, for editors and for whoever writes one by a program. */
export function stackSchemaJson(): string {
  // Editors know draft 7 best; `input` is what a person writes, before defaults are filled in.
  const schema = stackSchema.toJSONSchema({ target: 'draft-7', io: 'input' });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
