import { imagesOf, type Rendered } from '@fargate-actions/task-definition';
import type { PlannedResource } from '@fargate-actions/engine';
import { blocks, code, escapeMarkdown, fieldsMarkdown, table } from '@fargate-actions/report';

/** A rendered task definition and where its file is, or would be. */
export interface RenderedTo {
  readonly rendered: Rendered;
  readonly path: string;
}

/**
 * The job summary: what was rendered where to, then what was set, field by field.
 *
 * @param whole every field of the files, where none is written.
 */
export function summaryOf(
  files: readonly RenderedTo[],
  resources: readonly PlannedResource[],
  whole: readonly PlannedResource[] = [],
): string {
  const names = files.map(({ rendered }) => rendered.name).join(', ');
  const isDryRun = whole.length > 0;
  const heading = isDryRun
    ? `## Dry run: ${escapeMarkdown(names)} would be rendered`
    : `## ✅ Rendered ${escapeMarkdown(names)}`;
  return blocks(
    heading,
    table(
      ['task definition', 'family', 'images', isDryRun ? 'file, not written' : 'file'],
      files.map(({ rendered, path }) => [
        code(rendered.name),
        code(rendered.family),
        [...new Set(imagesOf(rendered.taskDefinition).map(({ image }) => code(image)))].join('<br>'),
        code(path),
      ]),
    ),
    resources.some(({ changes }) => changes.differences.length > 0)
      ? fieldsMarkdown('What was set, field by field', resources)
      : 'Nothing was set: it is as it was.',
    fieldsMarkdown('All of it, field by field', whole),
  );
}
