import type { Document } from '@fargate-actions/documents';
import { containersOf, objectAt, textAt } from './containers.ts';
import { withValueAt } from './document-edits.ts';

const OPTION = 'awslogs-create-group';

/**
 * The definition with `awslogs-create-group` as AWS writes it: YAML 1.1 tools and Python leave `"True"` behind.
 *
 * Source: docs/reference/ecs.md, "Task definitions on Fargate".
 */
export function withCreateGroupInLowerCase(document: Document): Document {
  return containersOf(document).reduce((edited, container) => {
    const logging = objectAt(container, 'logConfiguration');
    const options = logging && objectAt(logging, 'options');
    const written = options && textAt(options.value, OPTION);
    if (!options || written === undefined || written === 'true' || !/^\s*true\s*$/i.test(written)) return edited;
    const path = [...options.path, OPTION];
    // What stands in the file is still the reason for the value: its position stays.
    return edited.withValue(withValueAt(edited, path, 'true').value);
  }, document);
}
