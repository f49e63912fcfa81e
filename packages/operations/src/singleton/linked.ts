import type { ActionOutcome } from '@fargate-actions/action-kit';
import { blocks, consoleMarkdown } from '@fargate-actions/report';
import type { ConsolePages } from '@fargate-actions/service';

/** An outcome that also says where its services are in the AWS console. */
export function linked(outcome: ActionOutcome, pages: ConsolePages | undefined): ActionOutcome {
  if (!pages) return outcome;
  return {
    ...outcome,
    outputs: { ...outcome.outputs, 'service-url': pages.url },
    summary: blocks(outcome.summary, consoleMarkdown(pages)),
  };
}
