import { AwsError } from '@fargate-actions/aws';
import { REPLACING_TAG } from '@fargate-actions/service';

/** What is lost where no mark may be written, or none stays. */
export const LOST_MARK = 'A run that is killed half-way leaves no mark: the next one does not know.';

/** Why the mark is done without that ECS accepted so many times and never showed. */
export function markNotShown(service: string, times: number): AwsError {
  return new AwsError(
    {
      kind: 'refused',
      operation: 'ecs:TagResource',
      code: 'NotShown',
      message: `ECS accepted the tag ${REPLACING_TAG} of ${service} ${times} times, and the service never kept it. Check whether a tag policy or an automation removes unknown tags, and allow ${REPLACING_TAG} there.`,
    },
    undefined,
  );
}
